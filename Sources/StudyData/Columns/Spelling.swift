/// Comparing names that people spell in different ways.
enum Spelling {
  /// Lower case, without spaces, underscores, points and hyphens: `Events 1` and `events_1` are the same.
  static func plain(_ name: String) -> String {
    String(name.lowercased().filter { !" _.-\u{A0}".contains($0) })
  }

  /// The name that was probably meant: within a third of its length in edits.
  static func closest(to name: String, among names: [String]) -> String? {
    guard let best = ranked(names, by: name).first else { return nil }
    let length = max(plain(name).count, plain(best).count)
    return distance(plain(name), plain(best)) <= max(1, length / 3) ? best : nil
  }

  /// The names from the most to the least similar; equally similar ones keep their order.
  static func ranked(_ names: [String], by name: String) -> [String] {
    let wanted = plain(name)
    return names.enumerated()
      .map { (distance: distance(wanted, plain($0.element)), offset: $0.offset, name: $0.element) }
      .sorted { ($0.distance, $0.offset) < ($1.distance, $1.offset) }
      .map(\.name)
  }

  /// Insertions, deletions, substitutions and swaps of neighbors between two texts (optimal string alignment).
  /// O(product of the lengths), of which only the first 60 characters count.
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.prefix(60)), Array(right.prefix(60)))
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let substitution = previous[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(substitution, previous[column + 1] + 1, current[column] + 1)
        let isSwap = row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
        if isSwap { best = min(best, beforePrevious[column - 1] + 1) }
        current.append(best)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
