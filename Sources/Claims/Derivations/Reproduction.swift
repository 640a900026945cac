extension ClaimSet {
  /// Derives every claim anew, in the order of the file.
  ///
  /// A claim whose `missing` is stated is at best not checkable, whatever its derivation gives; what contradicts it
  /// stands.
  public var results: [ClaimResult] { claims.map(result) }

  /// One claim of the set, derived anew.
  public func result(_ claim: Claim) -> ClaimResult {
    let outcome = claim.outcome(cohorts: cohorts)
    let verdict =
      claim.missing != nil && outcome.verdict != .contradicted ? Verdict.notCheckable : outcome.verdict
    let notes = [outcome.note, claim.note ?? ""].filter { !$0.isEmpty }
    return ClaimResult(
      claim: claim, ours: outcome.ours, verdict: verdict, rows: outcome.rows,
      missing: verdict == .notCheckable
        ? claim.missing ?? outcome.missing ?? "other numbers to derive it from" : nil,
      note: notes.joined(separator: "; "), onePerCohort: outcome.onePerCohort)
  }
}

extension Claim {
  /// What the derivation gives.
  func outcome(cohorts: [Cohort]) -> Outcome {
    switch derivation {
    case .share(let denominator): share(of: denominator)
    case .wholeSize: wholeSize()
    case .countFromPercent: countFromPercent()
    case .sum(let column): sum(column)
    case .difference(let column, let minus): sum(column, minus: minus)
    case .pFromCounts(let arms, let tests): pFromCounts(arms, tests: tests)
    case .pFromRates(let arms): pFromRates(arms)
    case .pOverSplits(let arms, let total, let tests): pOverSplits(arms, total: total, tests: tests)
    case .pFromInterval: pFromInterval()
    case .estimateFromInterval: estimateFromInterval()
    case .subset(let whole): subset(of: whole)
    case .pool(let request): pooled(request, cohorts: cohorts)
    case .range: range()
    case .mean: mean()
    case .compare(let comparison): compare(comparison)
    case .significance(let isSignificant): significance(isSignificant)
    case .row: transcribed()
    }
  }
}
