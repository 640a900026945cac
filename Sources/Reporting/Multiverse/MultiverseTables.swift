import Figures
import Multiverse

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension MultiverseReport {
  /// One row per specification, in their order, with the level of each choice; empty where a choice is idle.
  public var table: ResultTable {
    let choices = declaration.factors.map { "choice_" + Self.column($0.name) }
    var table = ResultTable(
      columns: ["specification"] + choices + [
        "combinations", "k", "excluded", "measure", "quantity", "estimate", "lower", "upper", "level",
        "value",
        "se", "p", "tau2", "i2", "prediction_lower", "prediction_upper", "against", "side", "significant",
        "rank", "warnings", "failure", "command",
      ])
    for (place, row) in multiverse.rows.enumerated() { table.append(cells(row, place)) }
    return table
  }

  private func cells(_ row: Multiverse.Row, _ place: Int) -> [ResultTable.Value] {
    let (specification, outcome, reference) = (row.specification, row.outcome, declaration.reference)
    var cells: [ResultTable.Value] = [.integer(specification.number)]
    cells += declaration.factors.indices.map { .init(multiverse.crossing.level($0, of: specification)) }
    cells += [
      .integer(specification.combinations), outcome.k.map { .integer($0) } ?? .missing,
      outcome.failure == nil ? .integer(outcome.excluded) : .missing, .init(outcome.measure),
      .init(outcome.quantity),
    ]
    cells += [.init(outcome.estimate), .init(outcome.lower), .init(outcome.upper)]
    cells += [outcome.failure == nil ? .number(outcome.level) : .missing]
    cells += [.init(outcome.value), .init(outcome.se), .init(outcome.p), .init(outcome.tau2)]
    cells += [.init(outcome.i2), .init(outcome.predictionLower), .init(outcome.predictionUpper)]
    cells += [
      outcome.failure == nil ? .init(outcome.against(reference)) : .missing,
      .init(outcome.side(reference: reference)?.rawValue),
      outcome.isSignificant(reference: reference).map { .bool($0) } ?? .missing,
      row.rank.map { .integer($0) } ?? .missing, .init(Self.codes(outcome)), .init(outcome.failure),
      .text(command(place)),
    ]
    return cells
  }

  static func column(_ name: FactorName) -> String {
    String(name.rawValue.map { $0 == "-" ? "_" : $0 })
  }

  private static func codes(_ outcome: SpecificationOutcome) -> String {
    var codes: [String] = []
    for warning in outcome.warnings where !codes.contains(warning.code) { codes.append(warning.code) }
    return codes.joined(separator: ";")
  }

  /// The specification curve in long form: for each specification, by rank, one row per varied choice that has a
  /// meaning in it. `panel_row` counts the levels of all varied choices from the top, for the panel under the curve.
  public var curve: ResultTable {
    var table = ResultTable(columns: [
      "quantity", "rank", "specification", "estimate", "lower", "upper", "against", "side", "significant",
      "choice", "choice_index", "level", "level_index", "panel_row",
    ])
    let reference = declaration.reference
    let varied = declaration.factors.indices.filter { declaration.factors[$0].isVaried }
    for quantity in multiverse.quantities {
      for place in quantity.places {
        let row = multiverse.rows[place]
        var above = 0
        for (index, factor) in varied.enumerated() {
          let levels = declaration.factors[factor].levels
          defer { above += levels.count }
          guard let level = row.specification.levels[factor] else { continue }
          let outcome = row.outcome
          table.append([
            .text(quantity.name), row.rank.map { .integer($0) } ?? .missing,
            .integer(row.specification.number), .init(outcome.estimate), .init(outcome.lower),
            .init(outcome.upper), .init(quantity.against),
            .init(outcome.side(reference: reference)?.rawValue),
            outcome.isSignificant(reference: reference).map { .bool($0) } ?? .missing,
            .text(declaration.factors[factor].name.rawValue), .integer(index + 1), .text(levels[level].name),
            .integer(level + 1), .integer(above + level + 1),
          ])
        }
      }
    }
    return table
  }

  /// One row per quantity.
  public var summary: ResultTable {
    var table = ResultTable(columns: [
      "quantity", "specifications", "smallest", "smallest_specification", "lower_quartile", "median",
      "upper_quartile", "largest", "largest_specification", "against", "below", "at", "above",
      "significant_below", "significant_above", "share_below", "share_above", "share_significant",
      "moves_most",
    ])
    for quantity in multiverse.quantities {
      let (first, last) = (quantity.places[0], quantity.places[quantity.places.count - 1])
      var cells: [ResultTable.Value] = [.text(quantity.name), .integer(quantity.places.count)]
      cells += [.number(quantity.quantile(0)), .integer(multiverse.rows[first].specification.number)]
      cells += [0.25, 0.5, 0.75, 1].map { .number(quantity.quantile($0)) }
      cells += [.integer(multiverse.rows[last].specification.number), .init(quantity.against)]
      if quantity.against == nil {
        cells += Array(repeating: .missing, count: 8)
      } else {
        let (below, above) = (quantity.sides[0], quantity.sides[2])
        let all = Double(quantity.places.count)
        cells += quantity.sides.map { .integer($0.count) }
        cells += [.integer(below.significant), .integer(above.significant)]
        cells += [.number(Double(below.count) / all), .number(Double(above.count) / all)]
        cells += [.number(Double(quantity.sides.reduce(0) { $0 + $1.significant }) / all)]
      }
      let mover = quantity.decomposition.mover.map { declaration.factors[$0.factor].name.rawValue }
      table.append(cells + [.init(mover)])
    }
    return table
  }

  /// One row per quantity and varied choice: how much it moves the estimate. Swings of ratios are differences of
  /// logarithms, and `…_ratio` is what one estimate is of the other.
  public var factors: ResultTable {
    var table = ResultTable(columns: [
      "quantity", "choice", "levels", "scale", "combinations", "first_order", "total", "pairs", "mean_swing",
      "mean_ratio", "largest_swing", "largest_ratio", "low_level", "low_specification", "low_estimate",
      "high_level", "high_specification", "high_estimate", "moves_most",
    ])
    for quantity in multiverse.quantities {
      let mover = quantity.decomposition.mover?.factor
      for part in quantity.decomposition.parts {
        table.append(cells(part, of: quantity, isMover: part.factor == mover))
      }
    }
    return table
  }

  private func cells(
    _ part: Decomposition.Part, of quantity: QuantitySummary, isMover: Bool
  ) -> [ResultTable.Value] {
    let factor = declaration.factors[part.factor]
    func ratio(_ swing: Double?) -> ResultTable.Value {
      .init(quantity.isRatio ? swing.map { exp($0) } : nil)
    }
    var cells: [ResultTable.Value] = [
      .text(quantity.name), .text(factor.name.rawValue), .integer(part.levels.count),
      .text(quantity.isRatio ? "log" : "display"), .integer(part.combinations), .init(part.firstOrder),
      .init(part.total), .integer(part.pairs), .init(part.meanSwing), ratio(part.meanSwing),
      .init(part.largest?.size), ratio(part.largest?.size),
    ]
    for (level, place) in [
      (part.largest?.lowLevel, part.largest?.low), (part.largest?.highLevel, part.largest?.high),
    ] {
      cells += [
        .init(level.map { factor.levels[$0].name }),
        place.map { .integer(multiverse.rows[$0].specification.number) } ?? .missing,
        .init(place.flatMap { multiverse.rows[$0].outcome.estimate }),
      ]
    }
    return cells + [.bool(isMover)]
  }
}
