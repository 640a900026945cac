import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The log-likelihood of one count given its linear predictor η, with two derivatives and all constants.
///
/// Each is concave in η, which the search relies on: binomial with logit η, xη − n log(1 + eᶯ) + log C(n, x);
/// Poisson with log rate η over a time t, x(η + log t) − teᶯ − log x!; the noncentral hypergeometric
/// distribution with log odds ratio η, log P(x; η), whose derivatives are x − E and −Var.
enum CountLikelihood: Sendable {
  case binomial(events: Double, total: Double, constant: Double)
  case poisson(events: Double, logTime: Double, constant: Double)
  case hypergeometric(events: Int, firstTotal: Int, secondTotal: Int, allEvents: Int)

  /// x of n; for numbers that are not whole, with Γ in place of the factorials.
  static func binomial(events: Double, total: Double) -> CountLikelihood {
    let isWhole = total == total.rounded() && events == events.rounded()
    let constant =
      isWhole
      ? logBinomialCoefficient(Int(total), Int(events))
      : logGamma(total + 1) - logGamma(events + 1) - logGamma(total - events + 1)
    return .binomial(events: events, total: total, constant: constant)
  }

  /// x in a time t.
  static func poisson(events: Double, time: Double) -> CountLikelihood {
    .poisson(events: events, logTime: log(time), constant: -logGamma(events + 1))
  }

  /// x₁ of the first group's n₁ when both groups together have m events.
  static func hypergeometric(_ table: TwoByTwo) -> CountLikelihood {
    .hypergeometric(
      events: Int(table.a), firstTotal: Int(table.n1), secondTotal: Int(table.n2),
      allEvents: Int(table.a + table.c))
  }

  /// The value at η and the first two derivatives.
  @inline(__always)
  func evaluate(_ eta: Double) -> (value: Double, slope: Double, curvature: Double) {
    switch self {
    case .binomial(let events, let total, let constant):
      let tail = exp(-abs(eta))
      let p = eta > 0 ? 1 / (1 + tail) : tail / (1 + tail)
      return (
        events * eta - total * (max(eta, 0) + log1p(tail)) + constant, events - total * p,
        -total * tail / ((1 + tail) * (1 + tail))
      )
    case .poisson(let events, let logTime, let constant):
      let mean = exp(eta + logTime)
      return (events * (eta + logTime) - mean + constant, events - mean, -mean)
    case .hypergeometric(let events, let firstTotal, let secondTotal, let allEvents):
      let law = NoncentralHypergeometric(
        firstTotal: firstTotal, secondTotal: secondTotal, events: allEvents,
        logOdds: min(max(eta, -700), 700))
      return (law.logProbability(events), Double(events) - law.mean, -law.variance)
    }
  }

  /// The value at its maximum over η, and there η and the information; no η where the maximum is at infinity.
  var supremum: (value: Double, eta: Double?, information: Double) {
    switch self {
    case .binomial(let events, let total, let constant):
      if events == 0 || events == total { return (constant, nil, 0) }
      let rest = total - events
      let value = events * log(events / total) + rest * log(rest / total) + constant
      return (value, log(events / rest), events * rest / total)
    case .poisson(let events, let logTime, let constant):
      if events == 0 { return (constant, nil, 0) }
      return (events * log(events) - events + constant, log(events) - logTime, events)
    case .hypergeometric(let events, let firstTotal, let secondTotal, let allEvents):
      if events == max(0, allEvents - secondTotal) || events == min(firstTotal, allEvents) {
        return (0, nil, 0)
      }
      return interiorSupremum
    }
  }

  /// The maximum of a likelihood that has one, by Newton's method with halved steps.
  private var interiorSupremum: (value: Double, eta: Double?, information: Double) {
    var eta = 0.0
    var here = evaluate(eta)
    for _ in 0..<100 {
      var step = -here.slope / here.curvature
      step = min(max(step, -4), 4)
      var next = evaluate(eta + step)
      while next.value < here.value - 1e-12 * abs(here.value), abs(step) > 1e-14 {
        step /= 2
        next = evaluate(eta + step)
      }
      eta += step
      here = next
      if abs(step) <= 1e-14 * max(1, abs(eta)) { break }
    }
    return (here.value, eta, -here.curvature)
  }
}
