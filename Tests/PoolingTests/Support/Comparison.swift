import Testing

/// Compares values with references, keeps count, and remembers the largest difference of each group.
final class Comparison {
  private var tallies: [String: (count: Int, largest: Double, place: String)] = [:]

  /// The number of values compared.
  var count: Int { tallies.values.reduce(0) { $0 + $1.count } }

  /// Expects |value − expected| ≤ tolerance · max(|expected|, scale), and nil for nil.
  ///
  /// - Parameter scale: the size below which a difference does not count relative to the value: that of the
  ///   terms which cancel in it.
  func check(
    _ group: String, _ value: Double?, _ expected: Double?, within tolerance: Double, scale: Double = 0,
    at place: @autoclosure () -> String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let value, let expected else {
      if value != nil || expected != nil {
        record(group, value, expected, place(), sourceLocation)
      }
      return
    }
    let difference =
      value == expected ? 0 : abs(value - expected) / max(abs(expected), scale, .leastNormalMagnitude)
    var tally = tallies[group] ?? (0, 0, "")
    tally.count += 1
    if !(difference <= tally.largest) { (tally.largest, tally.place) = (difference, place()) }
    tallies[group] = tally
    if !(difference <= tolerance) { record(group, value, expected, place(), sourceLocation) }
  }

  /// Compares lists of one length.
  func check(
    _ group: String, _ values: [Double], _ expected: [Double], within tolerance: Double, scale: Double = 0,
    at place: @autoclosure () -> String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard values.count == expected.count else {
      Issue.record(
        "\(place()), \(group): \(values.count) values for \(expected.count)", sourceLocation: sourceLocation)
      return
    }
    for (index, pair) in zip(values, expected).enumerated() {
      check(
        group, pair.0, pair.1, within: tolerance, scale: scale, at: "\(place()) [\(index)]",
        sourceLocation: sourceLocation)
    }
  }

  /// Prints the number of values and the largest relative difference of each group.
  func report(_ title: String) {
    let groups = tallies.sorted { $0.key < $1.key }.map { name, tally in
      "  \(name): \(tally.count), \(tally.largest)" + (tally.largest > 0 ? " (\(tally.place))" : "")
    }
    print(
      (["\(title): compared \(count) values, largest relative difference per group:"] + groups)
        .joined(separator: "\n"))
  }

  private func record(
    _ group: String, _ value: Double?, _ expected: Double?, _ place: String,
    _ sourceLocation: SourceLocation
  ) {
    func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "nil" }
    Issue.record("\(place), \(group): \(text(value)) for \(text(expected))", sourceLocation: sourceLocation)
  }
}

/// Tolerances of the reference results.
enum Tolerance {
  /// For what is evaluated in closed form.
  static let closed = 1e-12
  /// For what rests on an iterative solution, which is itself known to about 1e-9.
  static let iterative = 1e-8
}
