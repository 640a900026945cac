import EffectSizes
import Pooling
import StudyData

/// What makes tests of asymmetry hard to believe.
///
/// Source of the conditions: Ioannidis JPA, Trikalinos TA (2007), *CMAJ* 176:1091–1096: at least ten studies, I² below
/// 50 %, and a largest variance of more than four times the smallest.
public enum AsymmetryWarnings {
  /// The warnings about these studies, whatever the test.
  public static func about(_ effects: EffectSizes) -> [AnalysisWarning] {
    guard effects.k > 1 else { return [] }
    var warnings: [AnalysisWarning] = []
    let k = effects.k
    if k < AsymmetryTest.fewestStudies {
      warnings.append(
        AnalysisWarning(
          code: "asymmetry-few-studies",
          message: "\(k) studies only: a test of asymmetry finds little, and what it finds is often chance"))
    }
    let model = InterceptModel(yi: effects.yi, vi: effects.vi)
    if model.largestVariance <= 4 * model.smallestVariance {
      warnings.append(
        AnalysisWarning(
          code: "asymmetry-similar-precision",
          message: "the largest standard error is not twice the smallest: there are hardly small and large"
            + " studies to compare"))
    }
    let q = model.generalizedQ(tau2: 0)
    let i2 = max(0, (q - Double(k - 1)) / q)
    if q > 0, i2 >= 0.5 {
      warnings.append(
        AnalysisWarning(
          code: "asymmetry-heterogeneity",
          message: "the studies differ much (I² \(Int((i2 * 100).rounded()))% by Q): asymmetry may come from"
            + " what makes them differ, and tests with a multiplicative dispersion find it too often"))
    }
    if effects.measure.code == "RD" {
      warnings.append(
        AnalysisWarning(
          code: "asymmetry-risk-difference",
          message: "no test of asymmetry is established for risk differences; test OR or RR"))
    }
    return warnings
  }

  /// Whether a test takes effects and standard errors for independent where there is no bias.
  static func assumesIndependence(_ test: AsymmetryTest, predictor: SizePredictor?) -> Bool {
    switch test {
    case .egger, .eggerMixed: !(predictor ?? .sei).needsSizes
    case .begg, .thompsonSharp: true
    default: false
    }
  }

  /// The warning about a method that takes effects and standard errors for independent; nil where they are.
  public static func unsuited(_ method: String, to effects: EffectSizes) -> AnalysisWarning? {
    guard let what = dependence(effects) else { return nil }
    let choice = AsymmetryChoice(for: effects)
    let isBySE = choice.test == .egger && choice.predictor == nil
    let advice =
      isBySE
      ? "Egger by 1/n would need the sizes of the studies" : "the test for this measure is \(choice.words)"
    return AnalysisWarning(
      code: "asymmetry-unsuited",
      message: "\(method): \(what) and its standard error depend on each other, so that small studies differ"
        + " from large ones without any bias; \(advice)")
  }

  /// What depends on its own standard error.
  private static func dependence(_ effects: EffectSizes) -> String? {
    switch (effects.measure.code, effects.studies.first?.counts) {
    case ("AS", _), ("PAS", _), ("PFT", _), ("SAS", _), ("IRS", _), ("IRFT", _): nil
    case ("OR", .twoGroups), ("PETO", .twoGroups): "a log odds ratio"
    case (_, .twoGroups): "a \(effects.measure.name)"
    case (_, .oneGroup): "a proportion"
    case ("SMD", .twoGroupMeans), ("SMDH", .twoGroupMeans): "a standardized mean difference"
    case ("D2ORL", .twoGroupMeans), ("D2ORN", .twoGroupMeans): "a log odds ratio from means"
    case ("SMCC", .pairedMeans), ("SMCR", .pairedMeans): "a standardized change"
    case ("COR", .correlation), ("UCOR", .correlation): "a correlation"
    case (_, .oneGroupRate), (_, .twoGroupRates): "a rate"
    case (_, .survival): "a survival"
    default: nil
    }
  }
}
