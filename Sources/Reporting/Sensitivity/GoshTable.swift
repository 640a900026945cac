import Figures
import Sensitivity

extension GoshReport {
  /// The counts, one row per bin: `kind` is `estimate`, `tau2`, `i2`, `q` (x alone), `estimate-i2` (x and y) or `k`.
  ///
  /// A bin holds x_low < x ≤ x_high. Of each kind the first row, without x_low, holds what lies at or below the lower
  /// limit (such as τ² = 0), the last, without x_high, what lies above the upper one. In `estimate-i2` values at the
  /// lower limits are in the first bins.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "kind", "quantity", "x_low", "x_high", "y_low", "y_high", "count", "display_x_low", "display_x_high",
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
      table.append([
        .text("k"), .missing, .number(k), .number(k), .missing, .missing, .integer(count), .missing, .missing,
      ])
    }
    for (quantity, name) in result.gosh.model.quantities.enumerated() {
      appendPlane(quantity, named: name, to: &table)
    }
    return table
  }

  private func append(_ tally: GoshTally, kind: String, quantity: String?, to table: inout ResultTable) {
    func row(_ low: Double?, _ high: Double?, _ count: Int) {
      let shown = quantity == nil ? (nil, nil) : (displayed(low), displayed(high))
      table.append([
        .text(kind), .init(quantity), .init(low), .init(high), .missing, .missing, .integer(count),
        .init(shown.0), .init(shown.1),
      ])
    }
    row(nil, tally.axis.lower, tally.atOrBelow)
    for (bin, count) in tally.bins.enumerated() {
      let limits = tally.axis.limits(ofBin: bin)
      row(limits.lower, limits.upper, count)
    }
    row(tally.axis.upper, nil, tally.above)
  }

  private func appendPlane(_ quantity: Int, named name: String, to table: inout ResultTable) {
    guard let y = result.record.i2?.axis else { return }
    let x = result.record.estimates[quantity].axis
    for (row, counts) in result.record.plane(of: quantity).enumerated() {
      let xs = x.limits(ofBin: row)
      for (column, count) in counts.enumerated() {
        let ys = y.limits(ofBin: column)
        table.append([
          .text("estimate-i2"), .text(name), .number(xs.lower), .number(xs.upper), .number(ys.lower),
          .number(ys.upper), .integer(count), .init(displayed(xs.lower)), .init(displayed(xs.upper)),
        ])
      }
    }
  }
}
