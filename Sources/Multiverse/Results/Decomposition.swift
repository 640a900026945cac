/// How much each choice moves the estimate.
///
/// The combinations that go together are laid out over the factors, each with its estimate; an idle choice has the
/// same estimate at all of its levels. For each factor only those combinations of the other choices are used that have
/// an estimate at every level of it that occurs at all, so that its levels stand beside the same other choices. With
/// y_fo the estimate at its level f beside the others o, n levels, m combinations of others, and bars for means,
///
///     first-order share = m Σ(ȳ_f − ȳ)² / SS,   total share = Σ(y_fo − ȳ_o)² / SS,   SS = Σ(y_fo − ȳ)²:
///
/// what is explained by the factor alone, and by it with all its interactions. In a complete set they are the indices
/// of Sobol and Homma. The swings are the differences between two different specifications whose other choices are
/// equal; an idle choice is equal to every level.
///
/// Source: Sobol IM (1993), *Math Modelling Comput Exp* 1:407–414; Homma T, Saltelli A (1996), *Reliab Eng Syst Saf*
/// 52:1–17. O(combinations · factors · levels).
public struct Decomposition: Sendable, Equatable {
  /// How much one factor moves the estimate.
  public struct Part: Sendable, Equatable {
    /// The place of the factor.
    public let factor: Int
    /// The levels of it that have an estimate.
    public let levels: [Int]
    /// How many combinations of the other choices have an estimate at all of them.
    public let combinations: Int
    /// The share of the variance that it explains alone; nil where nothing varies or no combination is complete.
    public let firstOrder: Double?
    /// The share that it explains with its interactions.
    public let total: Double?
    /// How many pairs of different specifications differ in it alone.
    public let pairs: Int
    /// The mean absolute difference within the pairs; nil where there is none.
    public let meanSwing: Double?
    /// The largest difference within a pair.
    public let largest: Swing?
  }

  /// A difference between two specifications that differ in one choice.
  public struct Swing: Sendable, Equatable {
    /// The level with the smaller estimate.
    public let lowLevel: Int
    /// The level with the larger estimate.
    public let highLevel: Int
    /// The place of the specification with the smaller estimate.
    public let low: Int
    /// The place of the one with the larger estimate.
    public let high: Int
    /// The difference, not negative.
    public let size: Double
  }

  /// The factors with two levels or more that have an estimate, in their order.
  public let parts: [Part]

  /// The factor that moves the estimate most: the largest mean swing, of equal ones the first; nil where none moves it.
  public var mover: Part? {
    parts.filter { ($0.meanSwing ?? 0) > 0 }.reduce(nil as Part?) { best, part in
      guard let best else { return part }
      return (part.meanSwing ?? 0) > (best.meanSwing ?? 0) ? part : best
    }
  }

  /// Decomposes.
  ///
  /// - Parameters:
  ///   - levelCounts: how many levels each factor has.
  ///   - places: for each combination, the last factor running fastest, the place of its specification; negative
  ///     where there is none.
  ///   - values: the estimate of each specification; nil where there is none.
  public init(levelCounts: [Int], places: [Int32], values: [Double?]) {
    precondition(places.count == levelCounts.reduce(1, *), "a place for every combination")
    var strides = Array(repeating: 1, count: levelCounts.count)
    for factor in levelCounts.indices.dropLast().reversed() {
      strides[factor] = strides[factor + 1] * levelCounts[factor + 1]
    }
    parts = levelCounts.indices.compactMap { factor in
      levelCounts[factor] < 2
        ? nil
        : Fibers(places: places, values: values, count: levelCounts[factor], stride: strides[factor])
          .part(factor)
    }
  }
}

/// The combinations along one factor.
private struct Fibers {
  let places: [Int32]
  let values: [Double?]
  let count: Int
  let stride: Int

  func part(_ factor: Int) -> Decomposition.Part? {
    let occurring = occurringLevels()
    guard occurring.count > 1 else { return nil }
    var shares = Shares(levels: occurring.count)
    var swings = Swings()
    var fiber = Array(repeating: 0, count: occurring.count)
    for base in bases() {
      var isComplete = true
      for (index, level) in occurring.enumerated() {
        let place = Int(places[base + level * stride])
        let hasValue = place >= 0 && values[place] != nil
        fiber[index] = hasValue ? place : -1
        isComplete = isComplete && hasValue
      }
      if isComplete { shares.add(fiber.map { values[$0] ?? 0 }) }
      swings.add(fiber, levels: occurring, values: values)
    }
    let (first, total) = shares.shares
    return Decomposition.Part(
      factor: factor, levels: occurring, combinations: shares.count, firstOrder: first, total: total,
      pairs: swings.count, meanSwing: swings.count > 0 ? swings.sum / Double(swings.count) : nil,
      largest: swings.largest)
  }

  /// The first combination of each line along the factor.
  private func bases() -> [Int] {
    let length = count * stride
    return Swift.stride(from: 0, to: places.count, by: length).flatMap { start in start..<start + stride }
  }

  private func occurringLevels() -> [Int] {
    var occurs = Array(repeating: false, count: count)
    for (combination, place) in places.enumerated() where place >= 0 && values[Int(place)] != nil {
      occurs[combination / stride % count] = true
    }
    return occurs.indices.filter { occurs[$0] }
  }
}

/// The sums of squares of a complete layout of one factor against all others.
private struct Shares {
  private var lines: [[Double]] = []
  private let levels: Int

  init(levels: Int) { self.levels = levels }

  var count: Int { lines.count }

  mutating func add(_ line: [Double]) { lines.append(line) }

  var shares: (first: Double?, total: Double?) {
    guard !lines.isEmpty else { return (nil, nil) }
    let (n, m) = (Double(levels), Double(lines.count))
    let grand = lines.reduce(0) { $0 + $1.reduce(0, +) } / (n * m)
    var (all, within) = (0.0, 0.0)
    var ofLevels = Array(repeating: 0.0, count: levels)
    for line in lines {
      let mean = line.reduce(0, +) / n
      for (level, value) in line.enumerated() {
        all += (value - grand) * (value - grand)
        within += (value - mean) * (value - mean)
        ofLevels[level] += value - grand
      }
    }
    guard all > 0 else { return (nil, nil) }
    let between = ofLevels.reduce(0) { $0 + $1 * $1 } / m
    return (min(1, min(between, within) / all), min(1, within / all))
  }
}

/// The differences between different specifications, each pair once.
private struct Swings {
  private var seen: Set<Int> = []
  private(set) var sum = 0.0
  private(set) var largest: Decomposition.Swing?

  var count: Int { seen.count }

  mutating func add(_ fiber: [Int], levels: [Int], values: [Double?]) {
    for (i, one) in fiber.enumerated() where one >= 0 {
      for (j, other) in fiber.enumerated().dropFirst(i + 1) where other >= 0 && other != one {
        guard let a = values[one], let b = values[other],
          seen.insert(min(one, other) << 31 | max(one, other)).inserted
        else { continue }
        let size = abs(a - b)
        sum += size
        if size > largest?.size ?? -1 {
          let isRising = a <= b
          largest = Decomposition.Swing(
            lowLevel: levels[isRising ? i : j], highLevel: levels[isRising ? j : i],
            low: isRising ? one : other, high: isRising ? other : one, size: size)
        }
      }
    }
  }
}
