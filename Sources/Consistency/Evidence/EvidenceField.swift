/// A column of an evidence table. Its raw value is the column's usual name.
public enum EvidenceField: String, Sendable, CaseIterable, Codable {
  // Texts.
  /// What kind of row it is: `arm` or `comparison`.
  case rowType = "row_type"
  /// The number of the reference.
  case reference
  /// The design of the study.
  case design
  /// The disease.
  case population
  /// A part of the patients.
  case subgroup
  /// The arm, or both arms of a comparison ("A v B").
  case arm
  /// The second arm of a comparison.
  case comparator
  /// What was counted: `patient`, `procedure`, `lesion`.
  case unit
  /// The outcome.
  case outcome
  /// How the outcome is defined or measured.
  case definition
  /// What kind of number it is, such as `count`, `percent`, `p-value`, `median-months`.
  case statistic
  /// Which sample it is of: `randomized`, `matched`, `unmatched`.
  case sample
  /// The p-value's text where it is no plain number, such as `<.001`.
  case pText = "p_text"
  /// The center or data source.
  case center
  /// The years of treatment, such as `2003-2006`.
  case period
  /// The authors, as printed.
  case authors
  /// The studies that share patients with this one, as the table's maker knows.
  case overlapsWith = "overlaps_with"
  /// Remarks.
  case note
  /// The line of the source that the number stands on.
  case sourceLine = "source_line"

  // Numbers.
  /// The time point.
  case at
  /// The events.
  case events
  /// The number of people, lesions or procedures that the count or percentage is of.
  case total
  /// The estimate: a median, a mean, a ratio.
  case estimate
  /// The lower confidence limit.
  case ciLow = "ci_low"
  /// The upper confidence limit.
  case ciHigh = "ci_high"
  /// The level of the confidence interval.
  case ciLevel = "ci_level"
  /// The p-value.
  case p
  /// The median follow-up.
  case followUpMedian = "follow_up_median"
  /// The shortest follow-up.
  case followUpLow = "follow_up_low"
  /// The longest follow-up.
  case followUpHigh = "follow_up_high"
  /// The lower end of a range.
  case rangeLow = "range_low"
  /// The upper end of a range.
  case rangeHigh = "range_high"

  /// Whether the column holds numbers.
  public var isNumber: Bool {
    switch self {
    case .at, .events, .total, .estimate, .ciLow, .ciHigh, .ciLevel, .p, .followUpMedian, .followUpLow,
      .followUpHigh, .rangeLow, .rangeHigh:
      true
    default: false
    }
  }
}
