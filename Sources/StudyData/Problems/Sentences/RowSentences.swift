// What is said about rows that are not used, and where data come from.

/// Sentences that are not problems: reasons of exclusions and notes on rows.
enum Sentence {
  static func missing(_ missing: [String], of all: [String]) -> String {
    if missing.count == all.count {
      return "no data: \(PrintableText.names(all)) \(all.count == 1 ? "is" : "are") empty"
    }
    return "no value in \(PrintableText.names(missing))"
  }

  static func whyIncomplete(_ outcomes: [GroupCountsReader.Outcome], of all: [String]) -> String {
    var missingColumns: [String] = []
    var reasons: [String] = []
    for outcome in outcomes {
      if case .missing(let names) = outcome { missingColumns += names }
      if case .undetermined(let reason, _) = outcome { reasons.append(reason) }
    }
    if !missingColumns.isEmpty { reasons.insert(missing(missingColumns, of: all), at: 0) }
    return reasons.joined(separator: "; ")
  }

  static func percentFits(_ percent: PrintedPercent, of total: Int, fitting: ClosedRange<Int>?) -> String {
    guard let fitting else { return "\(percent) of \(total) fits no whole number of events" }
    if fitting == 1...1 { return "\(percent) of \(total) fits 1 event" }
    let numbers =
      fitting.count > 4
      ? "\(fitting.lowerBound) to \(fitting.upperBound)" : list(Array(fitting), limit: 4)
    return "\(percent) of \(total) fits \(numbers) events"
  }

  static func derivedEvents(_ percent: PrintedPercent, of total: Int) -> RowNote {
    RowNote(code: "events-from-percent", text: "events derived from \(percent) of \(total)")
  }

  static func noPartner(arm: String, column: String, keys: [String]) -> String {
    let same = keys.isEmpty ? "" : " with the same \(PrintableText.names(keys))"
    return "no row with \(PrintableText.quoted(arm)) in column \(PrintableText.name(column))\(same)"
  }

  /// Numbers with commas and a final "and"; after `limit` the number of the rest.
  static func list(_ numbers: [Int], limit: Int) -> String {
    let shown = numbers.prefix(limit).map { String($0) }
    if numbers.count > limit { return shown.joined(separator: ", ") + " and \(numbers.count - limit) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.joined() }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
