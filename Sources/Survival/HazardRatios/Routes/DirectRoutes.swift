/// The routes on which the analysis of the study itself gives the estimate and its variance.
extension RouteInputs {
  /// ln HR = (O − E)/V, variance 1/V.
  func fromOMinusEAndV() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(("o_minus_e", report.observedMinusExpected), ("v", report.v?.value))
    return try estimate(numbers[0] / numbers[1], variance: 1 / numbers[1])
  }

  /// b and SE² of a Cox model; a printed ratio may stand in for its logarithm.
  func fromCox() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(
      ("log_hr (or hr)", report.logHR?.value ?? report.logRatio), ("se", report.se?.value))
    return try estimate(numbers[0], variance: numbers[1] * numbers[1])
  }

  /// ln HR as printed, variance 1/V.
  func fromRatioAndV() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(("hr", report.logRatio), ("v", report.v?.value))
    return try estimate(numbers[0], variance: 1 / numbers[1])
  }

  /// V = (O − E)²/χ², since χ² = (O − E)²/V.
  func fromOMinusEAndChi2() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(
      ("o_minus_e (or events1 and expected1)", report.observedMinusExpected), ("chi2", report.chi2?.value))
    let (difference, chi2) = (numbers[0], numbers[1])
    guard difference != 0, chi2 > 0 else { throw refusal("O - E and chi-squared must not be 0") }
    let v = difference * difference / chi2
    return try estimate(difference / v, variance: 1 / v)
  }

  /// ln HR = ln[(O₁/E₁)/(O₂/E₂)], variance 1/E₁ + 1/E₂: the log-rank V is near E₁E₂/(E₁ + E₂).
  func fromObservedAndExpected() throws(ImpossibleRoute) -> RouteEstimate {
    let events = report.armEvents
    let numbers = try need(
      ("events1", events?.first), ("expected1", report.expected1?.value), ("events2", events?.second),
      ("expected2", report.expected2?.value))
    guard numbers[0] > 0, numbers[2] > 0 else { throw refusal("a group has no events") }
    return try estimate(
      logarithm(numbers[0] / numbers[1] / (numbers[2] / numbers[3])),
      variance: 1 / numbers[1] + 1 / numbers[3])
  }
}
