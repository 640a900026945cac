import StudyData

/// The whole numbers that a study prints: totals, group sizes and counts, and the sums and differences of two.
struct StudyNumbers {
  /// Totals and group sizes.
  let totals: Set<Int>
  /// Counts of events.
  let counts: Set<Int>

  init(_ rows: [EvidenceRow]) {
    totals = Set(rows.compactMap { $0.count(.total) })
    counts = Set(rows.compactMap { $0.count(.events) })
  }

  /// Every printed number.
  var all: Set<Int> { totals.union(counts) }

  /// What in the study fits a range of wanted totals: the number itself, or a sum or difference of two where
  /// the range is narrow enough for that to mean something.
  func sentence(fitting range: ClosedRange<Int>) -> String {
    let printed = all.filter(range.contains).sorted()
    if !printed.isEmpty { return "of these the study prints \(Words.list(printed.map(String.init)))" }
    let pairs = range.count <= 3 ? combinations(in: range).prefix(3) : []
    let nowhere = range.count == 1 ? "which the study prints nowhere" : "none of which the study prints"
    return pairs.isEmpty ? nowhere : nowhere + "; " + Words.list(Array(pairs))
  }

  /// Sums and differences of two totals or group sizes that lie in a range, written out.
  private func combinations(in range: ClosedRange<Int>) -> [String] {
    let sorted = totals.sorted()
    var found: [String] = []
    for (index, low) in sorted.enumerated() {
      for high in sorted[(index + 1)...] {
        if range.contains(high + low) { found.append("\(high) + \(low) = \(high + low)") }
        if range.contains(high - low) { found.append("\(high) - \(low) = \(high - low)") }
      }
    }
    return found
  }
}
