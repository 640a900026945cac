import Figures
import Sensitivity

extension GoshReport {
  /// The counts, one row per bin: `kind` is `estimate`, `tau2`, `i2`, `q` (x alone), `estimate-i2` (x and y) or `k`;
  /// and, of kind `unit-estimate`, `unit-tau2` and `unit-i2`, the means over the subsets with and without each study
  /// or cluster.
  ///
  /// A bin holds x_low < x ≤ x_high. Of each kind the first row, without x_low, holds what lies at or below the lower
  /// limit (such as τ² = 0), the last, without x_high, what lies above the upper one. In `estimate-i2` values at the
  /// lower limits are in the first bins.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "kind", "quantity", "x_low", "x_high", "y_low", "y_high", "count", "display_x_low", "display_x_high",
      "unit", "mean_with", "mean_without", "count_with", "count_without",
    ])
    let record = result.record
    for (tally, name) in zip(record.estimates, result.gosh.model.quantities) {
      append(tally, kind: "estimate", quantity: name, to: &table)
    }
    for (kind, tally) in [("tau2", record.tau2), ("i2", record.i2), ("q", record.q)] {
      if let tally { append(tally, kind: kind, quantity: nil, to: &table) }
    }
    for (size, count) in record.sizes.enumerated() {
      let k = Double(size + 1)
      table.append(
        [
          .text("k"), .missing, .number(k), .number(k), .missing, .missing, .integer(count), .missing,
          .missing,
        ] + Self.noUnit)
    }
    for (quantity, name) in result.gosh.model.quantities.enumerated() {
      appendPlane(quantity, named: name, to: &table)
    }
    for unit in result.units { append(unit, to: &table) }
    return table
  }

  private static let noUnit = [ResultTable.Value](repeating: .missing, count: 5)

  private func append(_ unit: GoshResult.Unit, to table: inout ResultTable) {
    func row(_ kind: String, _ quantity: String?, _ with: Double?, _ without: Double?) {
      table.append(
        [.text(kind), .init(quantity)] + [ResultTable.Value](repeating: .missing, count: 7)
          + [
            .text(unit.name), .init(with), .init(without), .integer(unit.countWith),
            .integer(unit.countWithout),
          ])
    }
    for (quantity, name) in result.gosh.model.quantities.enumerated() {
      row("unit-estimate", name, unit.estimatesWith[quantity], unit.estimatesWithout[quantity])
    }
    if result.record.tau2 != nil { row("unit-tau2", nil, unit.tau2With, unit.tau2Without) }
    if result.record.i2 != nil { row("unit-i2", nil, unit.i2With, unit.i2Without) }
  }

  private func append(_ tally: GoshTally, kind: String, quantity: String?, to table: inout ResultTable) {
    func row(_ low: Double?, _ high: Double?, _ count: Int) {
      let shown = quantity == nil ? (nil, nil) : displayedLimits(low, high)
      table.append(
        [
          .text(kind), .init(quantity), .init(low), .init(high), .missing, .missing, .integer(count),
          .init(shown.0), .init(shown.1),
        ] + Self.noUnit)
    }
    row(nil, tally.axis.lower, tally.atOrBelow)
    for (bin, count) in tally.bins.enumerated() {
      let limits = tally.axis.limits(ofBin: bin)
      row(limits.lower, limits.upper, count)
    }
    row(tally.axis.upper, nil, tally.above)
  }

  /// The limits of a bin on the display scale, the smaller first.
  private func displayedLimits(_ low: Double?, _ high: Double?) -> (Double?, Double?) {
    isReversed ? (displayed(high), displayed(low)) : (displayed(low), displayed(high))
  }

  private func appendPlane(_ quantity: Int, named name: String, to table: inout ResultTable) {
    guard let y = result.record.i2?.axis else { return }
    let x = result.record.estimates[quantity].axis
    for (row, counts) in result.record.plane(of: quantity).enumerated() {
      let xs = x.limits(ofBin: row)
      let shown = displayedLimits(xs.lower, xs.upper)
      for (column, count) in counts.enumerated() {
        let ys = y.limits(ofBin: column)
        table.append(
          [
            .text("estimate-i2"), .text(name), .number(xs.lower), .number(xs.upper), .number(ys.lower),
            .number(ys.upper), .integer(count), .init(shown.0), .init(shown.1),
          ] + Self.noUnit)
      }
    }
  }
}
