import MetaAnalysis

/// A curve's read-offs and its numbers at risk from the standard input: lines `points TIME SURVIVAL` and
/// `risk TIME NUMBER`, as `reconstruct.py --data` writes them.
struct ReadCurve {
  private let curve: ReadOffCurve
  private let riskTable: RiskTable

  init() throws {
    var points: [ReadOffPoint] = []
    var rows: [RiskTable.Row] = []
    while let line = readLine() {
      let parts = line.split(separator: " ")
      guard parts.count == 3, let time = Double(parts[1]), let value = Double(parts[2]) else { continue }
      if parts[0] == "points" {
        points.append(ReadOffPoint(time: time, survival: value))
      } else {
        rows.append(RiskTable.Row(time: time, atRisk: Int(value)))
      }
    }
    curve = try ReadOffCurve(points)
    riskTable = try RiskTable(rows)
  }

  /// CPU seconds of one of `count` reconstructions.
  func printTime(count: Int) throws {
    let start = cpuSeconds()
    for _ in 0..<count {
      consume(try Reconstruction(curve: curve, riskTable: riskTable, placement: .readOff))
    }
    print((cpuSeconds() - start) / Double(count))
  }
}
