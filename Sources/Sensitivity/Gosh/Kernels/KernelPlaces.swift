/// Where a kernel puts its results: the columns of a block, before anything else was written to them.
struct KernelPlaces {
  let center: Double
  let k: UnsafeMutableBufferPointer<Int>
  let estimate, i2, q: UnsafeMutablePointer<Double>?
  let tau2: UnsafeMutablePointer<Double>?
  /// The places that are left to the library's estimator.
  private(set) var unsolved: [Int] = []

  init(center: Double, k: UnsafeMutableBufferPointer<Int>, columns: [UnsafeMutableBufferPointer<Double>]) {
    self.center = center
    self.k = k
    (estimate, i2, q) = (columns[0].baseAddress, columns[1].baseAddress, columns[2].baseAddress)
    tau2 = columns.count > 3 ? columns[3].baseAddress : nil
  }

  /// The results of four subsets from a place, of which the last may lie beyond the block.
  @inline(__always)
  mutating func put(_ values: SubsetValues, at place: Int) {
    let isWhole = place + Lanes.scalarCount <= k.count
    store(values.estimate + center, estimate, place, isWhole)
    store(values.i2, i2, place, isWhole)
    store(values.q, q, place, isWhole)
    if let tau2 { store(values.tau2, tau2, place, isWhole) }
    let sizes = values.k.wholeNumbers
    for lane in 0..<Lanes.scalarCount where isWhole || place + lane < k.count {
      k[place + lane] = Int(truncatingIfNeeded: sizes[lane])
    }
    let open = values.unsolved .& values.k .> 0
    if any(open) { leave(open, place) }
  }

  @inline(__always)
  private func store(
    _ lanes: Lanes, _ column: UnsafeMutablePointer<Double>?, _ place: Int, _ isWhole: Bool
  ) {
    guard let column else { return }
    if isWhole {
      UnsafeMutableRawPointer(column + place).storeBytes(of: lanes, as: Lanes.self)
    } else {
      for lane in 0..<Lanes.scalarCount where place + lane < k.count { column[place + lane] = lanes[lane] }
    }
  }

  private mutating func leave(_ open: LaneMask, _ place: Int) {
    for lane in 0..<Lanes.scalarCount where open[lane] && place + lane < k.count {
      unsolved.append(place + lane)
    }
  }
}

extension GoshValues {
  /// Replaces the columns by what a kernel puts at every place.
  ///
  /// - Returns: the places that are left to the library's estimator.
  @inline(__always)
  mutating func setColumns(
    of model: GoshModel, count: Int, _ fill: (inout KernelPlaces) -> Void
  ) -> [Int] {
    var columns: [[Double]] = []
    var unsolved: [Int] = []
    k = [Int](unsafeUninitializedCapacity: count) { k, size in
      columns = Self.columns(model.hasTau2 ? 4 : 3, count: count) { columns in
        var places = KernelPlaces(
          center: model.center, k: UnsafeMutableBufferPointer(rebasing: k[..<count]), columns: columns)
        fill(&places)
        unsolved = places.unsolved
      }
      size = count
    }
    estimates[0] = columns[0]
    if model.hasHeterogeneity { (i2, q) = (columns[1], columns[2]) }
    if model.hasTau2 { tau2 = columns[3] }
    // The empty set, which is the first of all subsets.
    if count > 0, k[0] == 0 { set([.nan, .nan, .nan, .nan], at: 0) }
    return unsolved
  }

  /// Arrays that `fill` initializes together.
  private static func columns(
    _ columns: Int, count: Int, after: [UnsafeMutableBufferPointer<Double>] = [],
    _ fill: ([UnsafeMutableBufferPointer<Double>]) -> Void
  ) -> [[Double]] {
    guard columns > 0 else {
      fill(after)
      return []
    }
    var others: [[Double]] = []
    let column = [Double](unsafeUninitializedCapacity: count) { buffer, size in
      others = Self.columns(columns - 1, count: count, after: after + [buffer], fill)
      size = count
    }
    return [column] + others
  }
}
