import Pooling

/// What a regression says along one of its moderators: the expected effect, its confidence interval and the prediction
/// interval at values of that moderator, the others staying as they are in the studies,
///
///     (1/k) Σᵢ xᵢ(m)ᵀβ̂,
///
/// where xᵢ(m) is the row of study i with m in the place of its own value. Without interactions of the moderator that is
/// the value at the means of all other columns, as metafor's `regplot` takes it; with interactions the slope is the mean
/// of the studies' slopes, where `regplot` holds the product itself at its mean. O(kp) per value.
public struct RegressionLine: Sendable, Equatable {
  /// The model at one value.
  public struct Point: Sendable, Equatable {
    /// The value of the moderator, before centering; of a factor the place of the level, from 0.
    public let x: Double
    /// The expected effect, on the analysis scale.
    public let estimate: Estimate
    /// The prediction interval; nil where there is none.
    public let prediction: PredictionInterval?
  }

  /// The moderator.
  public let moderator: Moderator
  /// The moderator's value in each study, before centering; of a factor the place of the level.
  public let values: [Double]
  /// The model at the values.
  public let points: [Point]
}

extension RegressionFit {
  /// The model along a moderator: at even steps over the range of its numbers and 4 % of it beyond, or at each level.
  ///
  /// - Parameters:
  ///   - name: the moderator; nil for the first.
  ///   - steps: the number of steps along a number.
  /// - Throws: ``RegressionError/notAModerator(_:choice:moderators:)`` where there is no such moderator.
  public func line(along name: String?, steps: Int = 60) throws(RegressionError) -> RegressionLine {
    let moderators = data.design.moderators
    let wanted = name?.lowercased()
    guard let place = moderators.firstIndex(where: { wanted == nil || $0.name.lowercased() == wanted }) else {
      throw .notAModerator(name ?? "", choice: "the bubble plot", moderators: moderators.map(\.name))
    }
    let moderator = moderators[place]
    let values = moderator.shownValues
    return RegressionLine(
      moderator: moderator, values: values,
      points: Self.places(along: moderator, values: values, steps: steps).map { x in
        let center = if case .numeric(_, let center) = moderator.values { center } else { 0.0 }
        let prediction = prediction(row: meanRow(place, x - center), at: [], warnings: [])
        return .init(x: x, estimate: prediction.estimate, prediction: prediction.prediction)
      })
  }

  private static func places(along moderator: Moderator, values: [Double], steps: Int) -> [Double] {
    if let levels = moderator.levels { return levels.indices.map { Double($0) } }
    guard let low = values.min(), let high = values.max() else { return [] }
    let margin = 0.04 * (high - low)
    return (0...steps).map { step in
      low - margin + (high - low + 2 * margin) * Double(step) / Double(steps)
    }
  }

  /// The mean of the studies' rows, each with this coded value of one moderator.
  private func meanRow(_ place: Int, _ value: Double) -> [Double] {
    let coded = data.design.moderators.map(\.codedValues)
    var sums = [Double](repeating: 0, count: data.design.columns.count)
    for study in 0..<k {
      var values = coded.map { $0[study] }
      values[place] = value
      for (column, cell) in data.design.row(at: values).enumerated() { sums[column] += cell }
    }
    return sums.map { $0 / Double(k) }
  }
}

extension Moderator {
  /// The studies' values as the design takes them: numbers less the center, or places of levels.
  fileprivate var codedValues: [Double] {
    switch values {
    case .numeric(let numbers, let center): numbers.map { $0 - center }
    case .factor(let places, _): places.map { Double($0) }
    }
  }

  /// The studies' values before centering, or places of levels.
  fileprivate var shownValues: [Double] {
    switch values {
    case .numeric(let numbers, _): numbers
    case .factor(let places, _): places.map { Double($0) }
    }
  }
}
