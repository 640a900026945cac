import Figures
import Pooling
import Sensitivity

/// Refits one after the other, each beside the analysis of all studies: what leave-one-out and cumulative share.
struct RefitSeries {
  /// One refit.
  struct Line {
    /// What it is, for remarks: "without Hart 1977".
    let name: String
    /// Its first cells in the table of numbers.
    let lead: [ResultTable.Value]
    /// Its first cells for reading.
    let words: [String]
    /// The number of studies kept.
    let kept: Int
    let refit: Result<Refit, RefitError>
  }

  let subject: RefitSubject
  let all: Refit
  let level: Double
  let lines: [Line]
  /// The headings of the first cells for reading.
  let headers: [(header: String, alignment: TextTable.Alignment)]
  /// The first cells of the row of all studies for reading; nil where there is no such row.
  let wordsOfAll: [String]?
  /// Over the column that tells in what the conclusion differs.
  let changeHeader: String
  /// Behind the titles: "without each study".
  let titleEnd: String

  // MARK: Numbers

  /// The rows of a refit: those of the table's columns between the first cells and what follows the comparison.
  func rows(of line: Line) -> [[ResultTable.Value]] {
    switch line.refit {
    case .failure(let error):
      return [
        line.lead + RefitRow.none + [.text(error.description)]
          + RefitRow.comparison(nil, of: nil, with: nil, level: level)
      ]
    case .success(let refit):
      return all.quantities.map { reference in
        let quantity = refit.quantity(named: reference.name)
        var cells = RefitRow.none
        cells[0] = .text(reference.name)
        if let quantity { cells = RefitRow.cells(quantity, of: refit) }
        return line.lead + cells + [.init(note(quantity))]
          + RefitRow.comparison(quantity, of: refit, with: reference, level: level)
      }
    }
  }

  /// Why a quantity has no value.
  private func note(_ quantity: Refit.Quantity?) -> String? {
    guard let quantity else { return "no study of it" }
    return quantity.value == nil ? "not reached" : nil
  }

  // MARK: Reading

  /// A section with a table for each quantity.
  var sections: [ReportSection] {
    all.quantities.indices.map { section($0) }
  }

  private func section(_ place: Int) -> ReportSection {
    let reference = all.quantities[place]
    let isMain = place == 0
    let naming = subject.naming(reference.name)
    let format = ValueFormat(reference)
    let extra = isMain ? Extra.present(in: all) : []
    let hasP = reference.p != nil
    var table = TextTable(
      headers + (isMain ? [("k", .right)] : [])
        + [("\(naming.heading) [\(subject.levelText)% CI]", .right)] + (hasP ? [("p", .right)] : [])
        + extra.map { ($0.header(all), .right) } + [(changeHeader, .left)])
    func append(_ words: [String], _ refit: Refit, _ quantity: Refit.Quantity, _ change: String) {
      table.append(
        words + (isMain ? ["\(refit.k)"] : []) + [format.text(quantity)]
          + (hasP ? [quantity.p.map(Self.pText) ?? ""] : [])
          + extra.map { $0.text(refit) } + [change])
    }
    if let wordsOfAll { append(wordsOfAll, all, reference, "") }
    var items: [String] = []
    var (unchanged, absent) = (0, 0)
    var before = wordsOfAll == nil ? nil : reference
    for line in lines {
      switch line.refit {
      case .failure(let error):
        guard isMain else { continue }
        let blanks = [String](repeating: "", count: 1 + (hasP ? 1 : 0) + extra.count)
        table.append(line.words + ["\(line.kept)"] + blanks + ["not estimated"])
        items.append("\(line.name): \(error.description)")
      case .success(let refit):
        guard let quantity = refit.quantity(named: reference.name) else {
          absent += 1
          continue
        }
        if !isMain, quantity == before {
          unchanged += 1
          continue
        }
        if wordsOfAll == nil { before = quantity }
        append(line.words, refit, quantity, words(quantity, besides: reference))
      }
    }
    if unchanged > 0 { items.append("not shown: \(unchanged) that leave it as it is") }
    if absent > 0 { items.append("not shown: \(absent) without a study of it") }
    return ReportSection(title: naming.title + titleEnd, items: items, table: table)
  }

  /// In what the conclusion differs, in words.
  ///
  /// Where there is no null value, whether the estimate leaves the interval of all studies.
  func words(_ quantity: Refit.Quantity, besides reference: Refit.Quantity) -> String {
    if reference.null == nil {
      let isInside = quantity.value.flatMap { reference.holds($0) } ?? true
      return isInside ? "" : "outside the interval of all"
    }
    let changes = quantity.changes(from: reference, level: level)
    var words: [String] = []
    if changes.contains(.significance), let p = quantity.p {
      words.append(p < 1 - level ? "significant" : "not significant")
    } else if changes.contains(.interval), let null = quantity.null, let holds = quantity.holds(null) {
      let text = quantity.displayedNull.flatMap { NumberText.exact($0) } ?? "no effect"
      words.append(holds ? "interval holds \(text)" : "interval without \(text)")
    }
    if changes.contains(.direction) { words.append("other direction") }
    return words.joined(separator: ", ")
  }

  static func pText(_ p: Double) -> String { p < 0.001 ? "< 0.001" : NumberText.fixed(p, decimals: 3) }
}

extension RefitWarning {
  /// "in 3 fits, first without Hart 1977: … (few-studies)".
  public var words: String {
    let fits = count == 1 ? "in one fit, " : "in \(count) fits, first "
    return "\(fits)\(first): \(message) (\(code))"
  }
}

/// A column for reading that only some analyses have.
private enum Extra: CaseIterable {
  case tau2
  case i2
  case q
  case test

  static func present(in refit: Refit) -> [Extra] { allCases.filter { !$0.text(refit).isEmpty } }

  func header(_ refit: Refit) -> String {
    switch self {
    case .tau2: "Tau2"
    case .i2: "I2"
    case .q: "Q"
    case .test: refit.test?.kind == .moderators ? "p of moderators" : "p between groups"
    }
  }

  func text(_ refit: Refit) -> String {
    switch self {
    case .tau2: refit.spread?.tau2.map { NumberText.significant($0, digits: 4) } ?? ""
    case .i2: refit.spread?.i2.map { NumberText.fixed($0 * 100, decimals: 1) + "%" } ?? ""
    case .q: refit.spread?.q.map { NumberText.fixed($0, decimals: 2) } ?? ""
    case .test: refit.test.map { RefitSeries.pText($0.p) } ?? ""
    }
  }
}

extension ValueFormat {
  /// The format in which the half-width of the quantity's interval has two significant digits.
  init(_ quantity: Refit.Quantity) {
    let shown = quantity.displayed
    let interval = shown.lower.flatMap { lower in shown.upper.map { (lower, $0) } }
    self.init(isPercent: quantity.isProportion, intervals: [interval].compactMap(\.self))
  }

  /// "0.49 [0.34, 0.70]", with what is not reached.
  func text(_ quantity: Refit.Quantity) -> String {
    let shown = quantity.displayed
    let (lower, upper) = (shown.lower.map(number) ?? "not reached", shown.upper.map(number) ?? "not reached")
    guard let estimate = shown.value else {
      return shown.lower == nil ? "not reached" : "not reached [\(lower), \(upper)]"
    }
    return "\(value(estimate)) [\(lower), \(upper)]"
  }
}
