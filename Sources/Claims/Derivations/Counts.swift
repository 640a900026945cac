import Consistency
import StudyData

extension EvidenceRow {
  /// The size of the group, if it is a whole number of at least 1.
  var size: Int? { count(.total).flatMap { $0 >= 1 ? $0 : nil } }

  /// The counts that the row can stand for: the printed one, else those whose percentage of the size is printed.
  var possibleEvents: ClosedRange<Int>? {
    if let events = count(.events) { return events...events }
    guard let percent, let size else { return nil }
    return EventsFromPercent.rounded(percent, of: size)
  }

  /// What the row says of the arm: the percentage, the estimate, or the events in percent of the size.
  var value: Double? {
    if let percent { return percent.value }
    if let estimate = number(.estimate) { return estimate }
    guard let events = count(.events), let size else { return nil }
    return 100 * Double(events) / Double(size)
  }

  /// That value as printed.
  var valueText: String {
    if let percent { return percent.description }
    return value.map(DecimalDigits.short) ?? "–"
  }

  /// Which of the whole counts the percentage fits, in a sentence.
  var fitSentence: String? {
    guard let percent, let size else { return nil }
    guard let counts = EventsFromPercent.rounded(percent, of: size) else {
      return "no whole count of \(size) gives \(percent)"
    }
    if counts.count == 1 { return "\(counts.lowerBound) of \(size) gives \(percent)" }
    return "\(counts.lowerBound) to \(counts.upperBound) of \(size) give \(percent)"
  }
}

extension Claim {
  /// The verdict on one number of ours against the printed one.
  func outcome(_ value: Double, rows: [EvidenceRow], note: String, elseVerdict: Verdict = .notReproduced)
    -> Outcome
  {
    let quantity = PrintedQuantity(printed)
    guard let number = quantity.numbers.last else {
      return .lacking("a printed number to compare with", rows: rows)
    }
    let found = quantity.verdict(of: value, against: number, rule: rounding)
    return Outcome(
      found == .notReproduced ? elseVerdict : found, ours: quantity.text(of: value, like: number), rows: rows,
      note: note)
  }

  /// Events in percent of a size. Where the table says that the percentage is of that size, another percentage is
  /// impossible; where the size is taken from other rows, it is only not ours.
  func share(of denominator: RowSelection?) -> Outcome {
    let all = rows.rows + (denominator?.rows ?? [])
    let events = rows.rows.compactMap { $0.count(.events) }.reduce(0, +)
    let sizes = (denominator ?? rows).rows.compactMap(\.size)
    guard rows.rows.allSatisfy({ $0.count(.events) != nil }), let size = sizes.max(), size > 0,
      denominator != nil || sizes.count == 1
    else { return .lacking("the events and the size that the percentage is of", rows: all) }
    let total = denominator == nil ? size : sizes.reduce(0, +)
    let result = outcome(
      100 * Double(events) / Double(total), rows: all, note: "\(events)/\(total)",
      elseVerdict: denominator == nil ? .contradicted : .notReproduced)
    guard result.verdict != .reproduced else { return result }
    var told = result
    told.note += "; " + sizesSentence(events: events)
    return told
  }

  /// Of which sizes the count is the printed percentage.
  func wholeSize() -> Outcome {
    guard let events = rows.rows.first?.count(.events) else { return .lacking("the count", rows: rows.rows) }
    let sizes = fittingSizes(events: events)
    let note = sizesSentence(events: events)
    guard !sizes.isEmpty else { return Outcome(.contradicted, ours: "no size", rows: rows.rows, note: note) }
    let ours = sizes.count == 1 ? "of \(sizes[0])" : "of \(sizes[0]) to \(sizes[sizes.count - 1])"
    return Outcome(
      .notCheckable, ours: ours, rows: rows.rows, note: note, missing: "the size that the percentage is of")
  }

  private func fittingSizes(events: Int) -> [Int] {
    guard let percent = PrintedPercent(PrintedQuantity(printed).numbers.last?.text ?? ""), percent.value > 0
    else { return [] }
    let middle = Int(100 * Double(events) / percent.value)
    let reach = middle / 10 + 10
    return (max(events, middle - reach)...max(events, middle + reach)).filter { size in
      size > 0 && EventsFromPercent.rounded(percent, of: size)?.contains(events) == true
    }
  }

  private func sizesSentence(events: Int) -> String {
    let sizes = fittingSizes(events: events)
    guard let first = sizes.first, let last = sizes.last else {
      return "\(events) is \(printed) of no whole size"
    }
    return "\(events) is \(printed) of \(first == last ? "\(first) only" : "\(first) to \(last)")"
  }

  /// The whole counts that a percentage of a size can stand for.
  func countFromPercent() -> Outcome {
    guard let row = rows.rows.first, let percent = row.percent, let size = row.size,
      let printed = PrintedQuantity(printed).numbers.first.flatMap({ Int(exactly: $0.value) })
    else { return .lacking("a percentage and its size", rows: rows.rows) }
    guard let counts = EventsFromPercent.rounded(percent, of: size) else {
      return Outcome(
        .contradicted, ours: "none", rows: rows.rows, note: "no whole count of \(size) gives \(percent)")
    }
    let isOne = counts.count == 1
    let ours = isOne ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
    let verdict: Verdict = !counts.contains(printed) ? .notReproduced : isOne ? .reproduced : .withinRounding
    return Outcome(verdict, ours: ours, rows: rows.rows, note: row.fitSentence ?? "")
  }

  /// A sum of a column, less another.
  func sum(_ column: SummedColumn, minus: RowSelection? = nil) -> Outcome {
    func value(_ row: EvidenceRow) -> Int? {
      switch column {
      case .events: row.count(.events)
      case .total: row.count(.total)
      case .either: row.count(.events) ?? row.count(.total)
      }
    }
    let all = rows.rows + (minus?.rows ?? [])
    let parts = rows.rows.compactMap(value)
    let less = (minus?.rows ?? []).compactMap(value)
    guard parts.count + less.count == all.count else {
      return .lacking("the \(column.rawValue) of every part", rows: all)
    }
    let text = parts.map(String.init).joined(separator: " + ") + less.map { " − \($0)" }.joined()
    let value = parts.reduce(0, +) - less.reduce(0, +)
    var result = outcome(Double(value), rows: all, note: text + " = \(value)")
    if result.verdict == .withinRounding { result.verdict = .notReproduced }
    return result
  }

  /// Nothing is derived: a percentage of a group is told with the counts that fit, and contradicted where none does.
  func transcribed() -> Outcome {
    let notes = rows.rows.compactMap(\.fitSentence)
    let impossible =
      kind == .percent
      && rows.rows.contains { row in
        guard let percent = row.percent, let size = row.size else { return false }
        return EventsFromPercent.rounded(percent, of: size) == nil
      }
    return Outcome(
      impossible ? .contradicted : .notCheckable, rows: rows.rows, note: notes.joined(separator: "; "),
      missing: missing)
  }

  /// Whether percentages of a part of unknown size can go with the count of the whole: of each size of the part that
  /// all its percentages allow, the events of the part and the rest of the whole must be able to hold the events of
  /// the whole.
  func subset(of whole: RowSelection) -> Outcome {
    let all = rows.rows + whole.rows
    guard let group = whole.rows.first, let events = group.count(.events), let total = group.size,
      let outcome = group[.outcome], !rows.rows.isEmpty, rows.rows.allSatisfy({ $0.percent != nil })
    else { return .lacking("the percentages of the part and the count of the whole", rows: all) }
    var sizes: [Int] = []
    // A part without a percentage of the whole's outcome does not bound it.
    var most = rows.rows.contains { $0[.outcome] == outcome } ? 0 : total
    for size in 1...total {
      let counts = rows.rows.map { row in row.percent.flatMap { EventsFromPercent.rounded($0, of: size) } }
      guard counts.allSatisfy({ $0 != nil }) else { continue }
      sizes.append(size)
      for (row, range) in zip(rows.rows, counts) where row[.outcome] == outcome {
        if let range { most = max(most, min(total, range.upperBound + total - size)) }
      }
    }
    let percents = rows.rows.compactMap { $0.percent?.description }.joined(separator: " and ")
    guard !sizes.isEmpty else {
      return Outcome(
        .contradicted, ours: "impossible", rows: all, note: "no group of at most \(total) has \(percents)")
    }
    let span = "a part with \(percents) has \(sizes.map(String.init).joined(separator: ", ")) of the \(total)"
    guard most >= events else {
      return Outcome(
        .contradicted, ours: "at most \(most) of \(total)", rows: all,
        note: span
          + "; even if everyone else had the event there would be at most \(most), and \(events) are printed")
    }
    return Outcome(.notCheckable, rows: all, note: span, missing: "the size of the part")
  }
}
