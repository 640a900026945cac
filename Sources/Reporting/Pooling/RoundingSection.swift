import EffectSizes
import Figures
import Pooling

extension PoolResult {
  /// The ends on the display scale, the smaller one first.
  func displayed(_ range: RoundingRange) -> ClosedRange<Double> {
    let transformation = display.transformation
    let ends = transformation.inverse(lower: range.smallest.value, upper: range.largest.value)
    return min(ends.lower, ends.upper)...max(ends.lower, ends.upper)
  }

  /// The ends for reading, and the counts that give them.
  func section(_ range: RoundingRange) -> ReportSection {
    let title = "Over all counts that fit"
    guard range.combinations > 1 else {
      return ReportSection(
        title: title, pairs: [("Counts", "printed, or the only ones that fit: rounding leaves nothing open")])
    }
    let ends = displayed(range)
    var pairs = [
      ("Pooled", "\(format.value(ends.lowerBound)) to \(format.value(ends.upperBound))")
    ]
    if let low = range.smallestP?.p, let high = range.largestP?.p {
      pairs.append(("p-value", "\(NumberText.pStatement(low)) to \(NumberText.pStatement(high))"))
    }
    let count = NumberText.exact(range.combinations) ?? ""
    pairs.append(("Counts", "\(count) combinations fit the printed percentages; " + Self.words(range)))
    let raw = RawColumns(fit.effects)
    var table = TextTable(
      [("Study", .left), ("Possible", .right)] + raw.headers.map { ("\($0), smallest", .right) }
        + raw.headers.map { ("\($0), largest", .right) })
    for (index, possible) in range.possibilities.enumerated() where possible > 1 {
      let (low, high) = (range.smallest.studies[index], range.largest.studies[index])
      table.append([low.label, "\(possible)"] + raw.texts(low) + raw.texts(high))
    }
    return ReportSection(title: title, pairs: pairs, table: table)
  }

  private static func words(_ range: RoundingRange) -> String {
    guard range.isExact else {
      return "searched by branch and bound, which had to stop: the ends are the best found, not proven"
    }
    return range.search == .enumeration ? "all fitted" : "the ends proven by branch and bound"
  }

  /// The ends as JSON.
  func json(_ range: RoundingRange) -> JSONValue {
    let ends = displayed(range)
    func studies(_ end: RoundingRange.End) -> JSONValue {
      let raw = RawColumns(fit.effects)
      return .array(
        end.studies.map { study in
          .object(
            [.init("study", .string(study.label))]
              + zip(raw.names, raw.numbers(study)).map { .init($0, .number($1)) })
        })
    }
    func json(_ end: RoundingRange.End?) -> JSONValue {
      end.map {
        .object([
          .init("value", .number($0.value)), .init("p", .number($0.p)), .init("bound", .number($0.bound)),
          .init("studies", studies($0)),
        ])
      } ?? .null
    }
    return .object([
      .init("combinations", .number(range.combinations)), .init("search", .string(range.search.rawValue)),
      .init("exact", .bool(range.isExact)),
      .init(
        "display",
        .object([
          .init("lower", .number(ends.lowerBound)), .init("upper", .number(ends.upperBound)),
        ])),
      .init("smallest", json(range.smallest)), .init("largest", json(range.largest)),
      .init("smallestP", json(range.smallestP)), .init("largestP", json(range.largestP)),
    ])
  }
}
