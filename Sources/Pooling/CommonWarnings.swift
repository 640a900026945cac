import EffectSizes

/// The warnings that more than one model gives.
package enum CommonWarnings {
  static func smallK(k: Int) -> [AnalysisWarning] {
    k > 1
      ? []
      : [
        AnalysisWarning(
          code: "single-study",
          message: "one study only: the result is that study's own, nothing is pooled; its interval uses the"
            + " normal distribution, whatever the test")
      ]
  }

  /// For random-effects models: what so few studies cannot tell.
  static func randomEffects(k: Int, tau2Given: Bool) -> [AnalysisWarning] {
    if k == 1 {
      return smallK(k: k) + [
        AnalysisWarning(
          code: "tau2-not-estimable",
          message: "τ² cannot be estimated from one study and is taken as \(tau2Given ? "given" : "0")")
      ]
    }
    if k == 2 {
      return [
        AnalysisWarning(
          code: "few-studies",
          message: "two studies only: τ² cannot be estimated with any precision; look at the Q-profile"
            + " interval, and at both studies by themselves")
      ]
    }
    if k < 5 {
      return [
        AnalysisWarning(
          code: "few-studies",
          message: "\(k) studies only: τ² and everything that rests on it are very uncertain")
      ]
    }
    return []
  }

  static func hartungKnapp(test: MeanTest, k: Int, factor: Double) -> [AnalysisWarning] {
    if test != .z, k == 2 {
      return [
        AnalysisWarning(
          code: "t-one-df",
          message: "with two studies t has one degree of freedom (quantile 12.7 at 95 %): the interval is"
            + " very wide by construction")
      ]
    }
    // Under Paule and Mandel's τ² > 0 the factor is 1 but for rounding.
    if test == .hartungKnapp, factor < 1 - 1e-9 {
      return [
        AnalysisWarning(
          code: "hk-narrower",
          message: "the Hartung-Knapp standard error is smaller than the Wald one (factor"
            + " \(rounded(factor.squareRoot()))); hk-conservative does not go below it")
      ]
    }
    return []
  }

  package static func otherMaxima(_ maxima: [Tau2Estimate.LocalMaximum]) -> [AnalysisWarning] {
    maxima.map {
      AnalysisWarning(
        code: "several-maxima",
        message: "the likelihood of τ² has another maximum at \(rounded($0.tau2)), lower by"
          + " \(rounded(-$0.logLikelihoodDifference)) in log-likelihood")
    }
  }

  /// Four significant digits, for sentences.
  package static func rounded(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 1000 { scale *= 10 }
    while abs(value) * scale >= 10000 { scale /= 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
