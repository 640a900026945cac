import Pooling

/// The limits within which a result is counted, fixed before anything is computed, so that the counts of blocks add up.
public struct GoshAxis: Sendable, Equatable, Codable {
  /// What lies at or below it is counted apart.
  public let lower: Double
  /// What lies above it is counted apart.
  public let upper: Double
  /// The number of bins that are shown.
  public let bins: Int
  /// Into how many parts each bin is divided for the quantiles.
  public let parts: Int
  /// The value of no effect, below which values are counted too; nil where there is none.
  public let null: Double?

  /// By how much of its width an axis goes beyond the bound of its values.
  private static let margin = 1e-9
  /// The fewest fine bins that quantiles are read from.
  private static let fewestFineBins = 1024

  init(lower: Double, upper: Double, bins: Int, null: Double? = nil) {
    precondition(bins >= 1, "at least one bin")
    let isWide = upper > lower && (upper - lower).isFinite
    self.lower = lower
    // A bound that is reached, such as τ² of the one pair that has most, is often missed by a rounding.
    self.upper = isWide ? upper + Self.margin * (upper - lower) : lower + max(abs(lower), 1)
    self.bins = bins
    self.null = null
    parts = (Self.fewestFineBins + bins - 1) / bins
  }

  /// The number of fine bins.
  var fineBins: Int { bins * parts }
  /// The middle, about which sums are made.
  var center: Double { (lower + upper) / 2 }

  /// The limits of a bin among those that are shown.
  public func limits(ofBin bin: Int) -> (lower: Double, upper: Double) {
    (edge(Double(bin) / Double(bins)), edge(Double(bin + 1) / Double(bins)))
  }

  /// The value at a share of the way.
  func edge(_ share: Double) -> Double { share == 1 ? upper : lower + share * (upper - lower) }
}

/// The limits of everything that is counted.
///
/// A mean with positive weights lies among the effect sizes; τ² by moments is a weighted mean of those of pairs,
/// ½((yᵢ − yⱼ)² − vᵢ − vⱼ), and Q grows with every study. Other models are counted within ten standard errors around
/// the result of all studies.
public struct GoshAxes: Sendable, Equatable, Codable {
  /// One per quantity.
  public let estimates: [GoshAxis]
  /// Of τ²; nil where the model has none.
  public let tau2: GoshAxis?
  /// Of I²; nil where the model has none.
  public let i2: GoshAxis?
  /// Of Q; nil where the model has none.
  public let q: GoshAxis?

  init(_ model: GoshModel, bins: Int) {
    let h = model.all.spread
    if let effects = model.effects, let low = effects.yi.min(), let high = effects.yi.max() {
      estimates = [
        GoshAxis(lower: low, upper: high, bins: bins, null: effects.measure.analysisNull)
      ]
    } else {
      estimates = model.quantities.compactMap { model.all.quantity(named: $0) }.map { quantity in
        let value = quantity.value ?? 0
        let width = 10 * (quantity.se ?? max(abs(value), 1))
        return GoshAxis(
          lower: value - width, upper: value + width, bins: bins, null: quantity.p == nil ? nil : model.null)
      }
    }
    q = h?.q.map { GoshAxis(lower: 0, upper: $0, bins: bins) }
    i2 = q == nil ? nil : GoshAxis(lower: 0, upper: 1, bins: bins)
    guard let tau2 = h?.tau2 else {
      self.tau2 = nil
      return
    }
    let upper =
      model.effects.map { max(Self.largestOfPairs(yi: $0.yi, vi: $0.vi), tau2) }
      ?? max(2 * tau2, model.all.heterogeneity?.tau2Upper ?? 0)
    self.tau2 = GoshAxis(lower: 0, upper: upper, bins: bins)
  }

  private static func largestOfPairs(yi: [Double], vi: [Double]) -> Double {
    var largest = 0.0
    for i in yi.indices {
      for j in 0..<i {
        let difference = yi[i] - yi[j]
        largest = max(largest, (difference * difference - vi[i] - vi[j]) / 2)
      }
    }
    return largest
  }
}
