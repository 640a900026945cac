import Foundation
import Testing

@testable import Figures
@testable import Rendering

/// Forest plots that the command exported, read back from their CSV.
enum ForestFixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")

  static func plot(_ name: String) throws -> ForestPlot {
    func table(_ file: String) throws -> ResultTable {
      try ResultTable(
        csv: String(contentsOf: folder.appendingPathComponent("\(name)/\(file)"), encoding: .utf8))
    }
    return try ForestPlot(rows: table("forest.csv"), axis: table("axis.csv"))
  }

  /// The plot as its tables tell it after they were written and read.
  static func reread(_ plot: ForestPlot) throws -> ForestPlot {
    try ForestPlot(rows: ResultTable(csv: plot.table.csv), axis: ResultTable(csv: plot.axisTable.csv))
  }
}

extension Drawing {
  /// The contents of the groups of a name, in order.
  func groups(_ wanted: String) -> [[Element]] {
    elements.compactMap { element in
      if case .group(wanted, _, let inner) = element { inner } else { nil }
    }
  }

  /// The polygons among elements.
  static func polygons(_ elements: [Element]) -> [[Point]] {
    elements.compactMap { if case .polygon(let path) = $0 { path.points } else { nil } }
  }

  static func texts(_ elements: [Element]) -> [Text] {
    elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}

/// Forest plots of any shape.
struct RandomForest {
  var random: SeededNumbers
  private let alphabet = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGH ÄéßñøŁ0123456789&.,-()'中文肿瘤研究テスト한국Ωλдж🙂e\u{301}")

  init(seed: UInt64) { random = SeededNumbers(state: seed) }

  mutating func text(upTo longest: Int) -> String {
    let length = 1 + random.below(longest)
    return String(
      (0..<length).map { _ in random.chance(0.12) ? " " : alphabet[random.below(alphabet.count)] })
  }

  /// A number from 1e-6 to 1e6, even in its logarithm.
  private mutating func magnitude() -> Double { pow(10, Double.random(in: -6...6, using: &random)) }

  mutating func plot(studies: Int) -> ForestPlot {
    let isRatio = random.chance(0.6)
    let wording = random.below(4)
    let rawCount = [0, 2, 4, 6][random.below(4)]
    let rawNames = ["events1", "total1", "events2", "total2", "mean1", "sd1"].prefix(rawCount)
    let extraCount = random.chance(0.3) ? 1 + random.below(3) : 0
    let hasWeights = random.chance(0.85)
    let groups = random.chance(0.4) ? 1 + random.below(4) : 0
    var rows: [ForestRow] = []
    for index in 0..<studies {
      if groups > 0, index % max(1, studies / groups) == 0 {
        if index > 0 { rows += summaries(.subgroupSummary, isRatio, wording) }
        rows.append(ForestRow(kind: .groupHeader, label: text(upTo: 80)))
      }
      var row = interval(ForestRow(kind: .study, label: text(upTo: 80)), isRatio, wording)
      row.indent = groups > 0 ? 1 : 0
      row.raw = (0..<rawCount).map { _ in
        random.chance(0.05)
          ? .missing : random.chance(0.8) ? .number(Double(random.below(20000))) : .number(magnitude())
      }
      row.extra = (0..<extraCount).map { column in
        column == 0 ? "\(random.below(3000))" : random.chance(0.1) ? "" : text(upTo: 40)
      }
      if hasWeights, row.estimate != nil, random.chance(0.97) {
        row.weightPercent = Double.random(in: 0...100, using: &random)
        row.weightText = NumberText.fixed(row.weightPercent ?? 0, decimals: 1) + "%"
      }
      if random.chance(0.1) {
        row.note = random.chance(0.7) ? "zero cells corrected by 0.5" : text(upTo: 200)
      }
      rows.append(row)
    }
    rows += summaries(.summary, isRatio, wording)
    return ForestPlot(
      title: random.chance(0.3) ? text(upTo: 120) : "", description: text(upTo: 80),
      rawColumns: Array(rawNames), headings: headings(rawCount, extraCount), level: 0.95,
      axis: axis(rows, isRatio), rows: rows)
  }

  private mutating func headings(_ raw: Int, _ extra: Int) -> ForestHeadings {
    var headings = ForestHeadings()
    let groups = [text(upTo: 40), text(upTo: 20)]
    headings.label = random.chance(0.5) ? "Study" : text(upTo: 40)
    headings.raw = (0..<raw).map {
      ForestHeadings.Raw($0 % 2 == 0 ? "Events" : "Total", group: groups[$0 / 2 % 2])
    }
    headings.extra = (0..<extra).map { _ in text(upTo: 25) }
    headings.estimate = random.chance(0.5) ? "Risk ratio" : text(upTo: 40)
    headings.estimateDetail = "IV, random, 95% CI"
    return headings
  }

  private mutating func axis(_ rows: [ForestRow], _ isRatio: Bool) -> Axis {
    let given: ClosedRange<Double>? = random.chance(0.2) ? (isRatio ? 0.2...5 : -1...3) : nil
    return Axis(
      scale: isRatio ? .log : .linear, showing: rows.compactMap(\.estimate),
      limits: rows.flatMap { [$0.lower, $0.upper].compactMap(\.self) },
      bounds: isRatio ? 0...Double.infinity : -Double.infinity...Double.infinity,
      reference: random.chance(0.8) ? (isRatio ? 1 : 0) : nil, given: given,
      title: random.chance(0.7) ? "Risk ratio" : text(upTo: 60),
      leftDirection: random.chance(0.5) ? text(upTo: 40) : "",
      rightDirection: random.chance(0.5) ? text(upTo: 40) : "")
  }

  private mutating func interval(_ row: ForestRow, _ isRatio: Bool, _ wording: Int) -> ForestRow {
    var row = row
    guard random.chance(0.95) else {
      row.estimateText = "not estimable"
      return row
    }
    let values = (0..<3).map { _ in isRatio ? magnitude() : (random.chance(0.5) ? -1 : 1) * magnitude() }
      .sorted()
    (row.lower, row.estimate, row.upper) = (values[0], values[1], random.chance(0.03) ? .infinity : values[2])
    let texts = values.map { value in
      let text = NumberText.fixed(value, decimals: 2)
      return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }
    row.estimateText =
      switch wording {
      case 0: "\(texts[1]) [\(texts[0]), \(texts[2])]"
      case 1: "\(texts[1]) (\(texts[0]) to \(texts[2]))"
      case 2: "\(texts[1]) (\(texts[0])-\(texts[2]))"
      default: "\(texts[1]) (\(texts[0])–\(texts[2]))".replacingOccurrences(of: ".", with: "·")
      }
    return row
  }

  private mutating func summaries(_ kind: ForestRow.Kind, _ isRatio: Bool, _ wording: Int) -> [ForestRow] {
    var rows = (0...random.below(2)).map { _ in
      interval(ForestRow(kind: kind, label: text(upTo: 30)), isRatio, wording)
    }
    if kind == .summary, random.chance(0.6) {
      var row = interval(ForestRow(kind: .predictionInterval, label: "Prediction interval"), isRatio, wording)
      row.estimate = nil
      rows.append(row)
    }
    for _ in 0..<random.below(kind == .summary ? 4 : 2) {
      rows.append(
        ForestRow(kind: .note, label: "Heterogeneity: τ² = 0.31; χ² = 152.23, df = 12; " + text(upTo: 80)))
    }
    return rows
  }
}
