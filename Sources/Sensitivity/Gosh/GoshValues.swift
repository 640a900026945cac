/// The results of the subsets of one block, in their order.
public struct GoshValues: Sendable, Equatable {
  /// The masks of the subsets: bit i of word i / 64 says whether unit i is in. Empty masks where all subsets are
  /// analyzed: then subset j has the mask `firstMask` + j.
  public internal(set) var masks: [[UInt64]] = []
  /// The mask of the first subset, where all are analyzed.
  public internal(set) var firstMask = 0
  /// The number of studies; 0 for the empty set, which is no subset that counts.
  public internal(set) var k: [Int]
  /// The estimates on the analysis scale, one array per quantity; NaN where the subset cannot be analyzed.
  public internal(set) var estimates: [[Double]]
  /// τ²; empty where the model has none.
  public internal(set) var tau2: [Double]
  /// I², 0 for a single study; empty where the model has none.
  public internal(set) var i2: [Double]
  /// Q; empty where the model has none.
  public internal(set) var q: [Double]
  /// How many subsets a kernel left to the library's own estimator.
  public internal(set) var leftToEstimator = 0

  init(count: Int, model: GoshModel) {
    k = [Int](repeating: 0, count: count)
    let missing = [Double](repeating: .nan, count: count)
    estimates = model.quantities.map { _ in missing }
    tau2 = model.hasTau2 ? missing : []
    i2 = model.hasHeterogeneity ? missing : []
    q = model.hasHeterogeneity ? missing : []
  }

  /// The number of places, the empty set's included.
  public var count: Int { k.count }

  /// The mask of the subset at a place, words from the lowest bits.
  public func mask(at place: Int) -> [UInt64] {
    masks.isEmpty ? [UInt64(firstMask + place)] : masks[place]
  }

  /// Puts in the fit of one subset: the quantities, τ², I² and Q.
  mutating func set(_ fit: [Double], at place: Int) {
    let quantities = estimates.count
    for quantity in 0..<quantities { estimates[quantity][place] = fit[quantity] }
    if !tau2.isEmpty { tau2[place] = fit[quantities] }
    if !i2.isEmpty { (i2[place], q[place]) = (fit[quantities + 1], fit[quantities + 2]) }
  }
}
