import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension EvidenceRow {
  /// Whether the texts of some fields are the same in both rows, missing ones too.
  func agrees(with other: EvidenceRow, on fields: [EvidenceField]) -> Bool {
    fields.allSatisfy { self[$0] == other[$0] } && number(.at) == other.number(.at)
  }

  /// The words of a field in lower case, parted at spaces, hyphens and underscores.
  func words(_ field: EvidenceField) -> [String] {
    (self[field] ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Whether the number is a rate over time, such as a Kaplan-Meier estimate, which need not be a share of whole
  /// people: a survival or an "…-free" outcome, a time point without a count, or a definition that says so.
  var isOverTime: Bool {
    let outcome = words(.outcome)
    if outcome.contains("survival") || outcome.contains("free") || outcome.starts(with: ["time", "to"]) {
      return true
    }
    if number(.at) != nil && number(.events) == nil { return true }
    let hints: Set = ["cumulative", "actuarial", "kaplan", "meier", "incidence", "curve"]
    return !hints.isDisjoint(with: words(.definition) + words(.statistic))
  }

  /// Whether the percentage is no share of one group: approximate, or a summary over studies.
  var isSummaryPercent: Bool {
    !Set(["approximate", "mean", "median", "range", "pooled"]).isDisjoint(with: words(.statistic))
  }

  /// Whether the row states how large a group is.
  var isGroupSize: Bool { self[.statistic] == "group-size" }

  /// The outcome and the arm in brackets, after a space; empty where neither is stated.
  var about: String {
    let parts = [outcomeWords, self[.arm] ?? ""].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
  }

  /// The outcome for a sentence: "local recurrence".
  var outcomeWords: String {
    (self[.outcome] ?? "").split { "-_ ".contains($0) }.joined(separator: " ")
  }
}

/// Numbers and lists for the sentences of findings.
enum Words {
  /// With some decimals, halves away from 0.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    let decimals = max(0, decimals)
    let scale = pow(10.0, Double(decimals))
    let units = (abs(value) * scale).rounded()
    guard units < 9e15 else { return "\(value)" }
    let digits = String(Int64(units))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && units > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// With at most so many decimals: no zeros at its end.
  static func short(_ value: Double, _ decimals: Int = 2) -> String {
    guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
    var text = fixed(value, decimals)
    guard text.contains(".") && !text.contains("e") else { return text }
    while text.last == "0" { text.removeLast() }
    return text.last == "." ? String(text.dropLast()) : text
  }

  /// A share in percent, with two digits more than were printed.
  static func percent(_ events: Int, of total: Int, beyond printed: PrintedPercent) -> String {
    fixed(100 * Double(events) / Double(total), min(6, printed.decimals + 2)) + "%"
  }

  /// A p-value with four decimals, or with its first two digits where it is smaller.
  static func p(_ value: Double) -> String {
    if value >= 0.001 { return fixed(value, 4) }
    return value < 1e-6 ? "below 0.000001" : fixed(value, 7)
  }

  /// "3", "3 and 4", "3, 4 and 5", "3 to 9".
  static func range(_ range: ClosedRange<Int>) -> String {
    range.count > 3 ? "\(range.lowerBound) to \(range.upperBound)" : list(range.map(String.init))
  }

  /// "a", "a and b", "a, b and c".
  static func list(_ items: [String], _ word: String = "and") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
