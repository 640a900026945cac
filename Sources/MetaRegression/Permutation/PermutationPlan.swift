import Distributions
import LinearAlgebra

/// Which permutations are made of one fit, by number.
struct PermutationPlan: Sendable {
  enum Kind: Sendable {
    /// All distinct ones.
    case exact
    /// As many random ones, the first of them the order observed.
    case random(count: Int, seed: UInt64)
  }

  let kind: Kind
  /// How many distinct ones there are.
  let possible: Double
  /// How many are made.
  let count: Int
  /// Whether signs are changed, there being no moderators, instead of the order.
  let flipsSigns: Bool
  /// For each study, which studies have the same row of X: the place of the first.
  private let kinds: [Int]

  init(_ fit: RegressionFit, kind: Kind) {
    self.kind = kind
    flipsSigns = Self.flipsSigns(fit)
    kinds = Self.kinds(ofRows: fit.regressionModel.design)
    possible = Self.possible(fit)
    count = if case .random(let count, _) = kind { count } else { Int(possible) }
  }

  /// How many distinct permutations of this fit there are.
  static func possible(_ fit: RegressionFit) -> Double {
    flipsSigns(fit)
      ? Double(sign: .plus, exponent: fit.k, significand: 1)
      : Arrangements.count(of: kinds(ofRows: fit.regressionModel.design))
  }

  private static func flipsSigns(_ fit: RegressionFit) -> Bool {
    fit.data.design.columns.allSatisfy { $0.term == nil }
  }

  private static func kinds(ofRows design: Matrix) -> [Int] {
    var first: [[Double]: Int] = [:]
    return (0..<design.rows).map { row in
      let values = design.row(row)
      if let known = first[values] { return known }
      first[values] = row
      return row
    }
  }

  /// Calls `visit` with each of these permutations: which study's row of X stands at each place, or nothing where
  /// signs are changed, and a set of bits, the signs. Only a test of every order allocates.
  func forEach(
    _ numbers: Range<Int>, block: Int, _ visit: (_ order: [Int], _ isFlipped: (Int) -> Bool) -> Void
  ) {
    switch kind {
    case .exact where flipsSigns:
      for pattern in numbers { visit([]) { UInt64(pattern) >> UInt64($0) & 1 == 1 } }
    case .exact:
      var arrangements = Arrangements(of: kinds, number: numbers.lowerBound)
      for _ in numbers {
        visit(order(of: arrangements.kinds)) { _ in false }
        arrangements.advance()
      }
    case .random(_, let seed): random(numbers, RandomStream(seed: seed, block: block), visit)
    }
  }

  private func random(
    _ numbers: Range<Int>, _ stream: RandomStream,
    _ visit: (_ order: [Int], _ isFlipped: (Int) -> Bool) -> Void
  ) {
    var stream = stream
    var order = Array(kinds.indices)
    var flipped = Array(repeating: false, count: kinds.count)
    for number in numbers {
      if number > 0 {
        if flipsSigns {
          for study in flipped.indices { flipped[study] = stream.coin() }
        } else {
          stream.shuffle(&order)
        }
      }
      visit(flipsSigns ? [] : order) { flipped[$0] }
    }
  }

  /// Which study's row of X stands at each place of an arrangement of kinds.
  private func order(of arrangement: [Int]) -> [Int] {
    var places: [Int: [Int]] = [:]
    for row in kinds.indices.reversed() { places[kinds[row], default: []].append(row) }
    return arrangement.map { places[$0]?.popLast() ?? $0 }
  }
}
