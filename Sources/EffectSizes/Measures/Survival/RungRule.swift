import StudyData

/// Which rungs of the ladder of standard errors a survival may have its variance from.
public enum RungRule: String, Sendable, CaseIterable, Codable {
  /// Any.
  case all
  /// Those that rest on what the study says about the precision of this very number: a standard error, an interval, a
  /// life table, the number at risk; see ``SurvivalRung/isDerived``.
  case reported
  /// The total alone, as if nobody had been censored, whatever else a study says: the lower bound of the variance.
  case total

  /// The studies as the rule lets them be read: under ``total`` all but the size is forgotten.
  public func reading(_ studies: [Study<ReportedSurvival>]) -> [Study<ReportedSurvival>] {
    guard self == .total else { return studies }
    return studies.map { study in
      Study(
        label: study.label, group: study.group,
        value: ReportedSurvival(
          survival: study.value.survival, time: study.value.time, total: study.value.total),
        row: study.row, line: study.line, notes: study.notes, increment: study.increment)
    }
  }
}

extension EffectSizes {
  /// The effect sizes whose variance comes from a rung that the rule allows; the others are left out, with the reason.
  ///
  /// Effect sizes that are no survivals stay. O(k).
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - studies: the studies that the effect sizes were made from, for their lines; empty where they have none.
  public func keeping(_ rule: RungRule, of studies: [Study<ReportedSurvival>] = []) -> EffectSizes {
    guard rule == .reported else { return self }
    func isDerived(_ study: StudyEffect) -> Bool { study.survivalRung?.isDerived == true }
    let left = self.studies.filter(isDerived).map { effect in
      let origin = studies.first { study in
        guard study.label == effect.label, case .survival(let estimate) = effect.counts else { return false }
        return estimate.reported == study.value
      }
      return Exclusion(
        label: effect.label, row: origin?.row, line: origin?.line,
        reason: "its variance is derived: \(effect.survivalRung?.name ?? "")")
    }
    return EffectSizes(
      measure: measure, studies: self.studies.filter { !isDerived($0) }, excluded: excluded + left,
      level: level, correction: correction, interval: interval)
  }
}
