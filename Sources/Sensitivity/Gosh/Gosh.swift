import Jobs

/// The analysis of all subsets of the studies, or of a random sample of them: GOSH, the graphical display of study
/// heterogeneity.
///
///     let model = try GoshModel(RefittablePool(RandomEffects(), effects: trials))
///     let gosh = Gosh(model, plan: SubsetPlan(allOf: trials.k))
///     var records: [GoshRecord] = []
///     gosh.run(threads: 2) { records.append($1) }
///     let result = GoshResult(gosh, records: records)
///
/// Each block is a fixed number of subsets; the records of the blocks, added in order, give the same result to the bit
/// whoever computed them. A single study has τ² = 0, I² = 0, Q = 0, as in metafor.
///
/// Source: Olkin I, Dahabreh IJ, Trikalinos TA (2012), *Res Synth Methods* 3:214–223. metafor: `gosh`.
public struct Gosh: BlockJob {
  /// The analysis.
  public let model: GoshModel
  /// Which subsets.
  public let plan: SubsetPlan
  /// The limits within which results are counted.
  public let axes: GoshAxes
  private let permutation: SubsetPermutation?
  private let columns: SubsetColumns?
  private let blockSize: Int

  /// - Parameters:
  ///   - model: the analysis.
  ///   - plan: the subsets of its units (a precondition).
  ///   - bins: into how many bins each quantity is counted.
  public init(_ model: GoshModel, plan: SubsetPlan, bins: Int = 50) {
    precondition(plan.units == model.clusters.clusters.count, "subsets of the units of the analysis")
    self.model = model
    self.plan = plan
    axes = GoshAxes(model, bins: bins)
    permutation = plan.seed.map { SubsetPermutation(bits: plan.units, seed: $0) }
    let columns = model.method.columns
    self.columns =
      columns.isEmpty
      ? nil
      : SubsetColumns(
        units: model.clusters.clusters.map(\.places), yi: model.effects?.yi.map { $0 - model.center } ?? [],
        vi: model.effects?.vi ?? [], columns: columns)
    let least =
      switch model.method {
      case .refit: 1 << 6
      case .scalar: 1 << 10
      // About 256 blocks of many subsets, whose records are held in memory together.
      default: plan.seed == nil ? 1 << min(max(plan.units - 8, 14), 17) : 1 << 12
      }
    // Not more than about a thousand records of a sample.
    blockSize = plan.seed == nil ? least : max(least, (plan.count + 1023) / 1024)
    Self.keepMemory()
  }

  /// Frees memory of the size of a block's columns once, after which glibc keeps as much for the next block: to give it
  /// back to the system and fault it in again takes longer than some kernels.
  private static func keepMemory() {
    UnsafeMutableRawPointer.allocate(byteCount: 8 << 20, alignment: 16).deallocate()
  }

  /// The number of blocks.
  public var blockCount: Int { (plan.numbers.count + blockSize - 1) / blockSize }

  /// The sums and counts of one block.
  public func record(ofBlock block: Int) -> GoshRecord { record(of: values(ofBlock: block)) }

  /// The sums and counts of the results of one block.
  public func record(of values: GoshValues) -> GoshRecord {
    var record = GoshRecord(self)
    record.count(values, of: self)
    return record
  }

  /// Whether a record has the limits and the units of this job, and counts of the subsets of this block.
  public func accepts(_ record: GoshRecord, ofBlock block: Int) -> Bool {
    let numbers = numbers(ofBlock: block)
    let subsets = plan.seed == nil && numbers.contains(0) ? numbers.count - 1 : numbers.count
    return record.hasShape(of: GoshRecord(self)) && record.counts(subsets)
  }

  private func numbers(ofBlock block: Int) -> Range<Int> {
    let start = block * blockSize
    return start..<min(start + blockSize, plan.numbers.upperBound)
  }

  /// Every result of one block.
  public func values(ofBlock block: Int) -> GoshValues {
    let numbers = numbers(ofBlock: block)
    // A kernel makes the columns as it goes.
    var values = GoshValues(count: columns == nil ? numbers.count : 0, model: model)
    var members: [[Int]] = []
    if let permutation {
      values.masks = numbers.map { permutation.mask(at: $0) }
      members = values.masks.map(Self.members)
    } else {
      values.firstMask = numbers.lowerBound
    }
    switch model.method {
    case .common(let kernel): fill(&values, numbers, members, kernel)
    case .closed(let kernel): fill(&values, numbers, members, kernel)
    case .likelihood(let kernel): fill(&values, numbers, members, kernel)
    case .equation(let kernel): fill(&values, numbers, members, kernel)
    case .mantelHaenszel(let kernel): fill(&values, numbers, members, kernel)
    case .scalar, .refit:
      for place in numbers.indices.map({ $0 - numbers.lowerBound }) {
        let units = members.isEmpty ? Self.members(values.mask(at: place)) : members[place]
        fit(units, &values, at: place)
      }
    }
    return values
  }

  /// The places of the bits of a mask, ascending.
  static func members(_ mask: [UInt64]) -> [Int] {
    var members: [Int] = []
    for (index, word) in mask.enumerated() {
      var rest = word
      while rest != 0 {
        members.append(64 * index + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return members
  }

  /// Fits one subset by itself.
  private func fit(_ units: [Int], _ values: inout GoshValues, at place: Int) {
    values.k[place] = units.reduce(0) { $0 + model.clusters.clusters[$1].places.count }
    guard !units.isEmpty, let fit = model.fit(units: units) else { return }
    values.set(fit, at: place)
  }

  /// Fits the subsets of a block four at a time, and by themselves what the kernel leaves.
  private func fill<Kernel: SubsetKernel>(
    _ values: inout GoshValues, _ numbers: Range<Int>, _ members: [[Int]], _ kernel: Kernel
  ) {
    guard let columns else { preconditionFailure("a kernel has columns") }
    let source = PacketSource(columns)
    let needsStudies = Kernel.needsStudies
    let unsolved = values.setColumns(of: model, count: numbers.count) { places in
      if members.isEmpty {
        source.forEachPacket(masks: numbers, needsStudies: needsStudies) { first, packet in
          places.put(kernel.solve(packet), at: first - numbers.lowerBound)
        }
      } else {
        source.forEachPacket(members: members) { first, packet in places.put(kernel.solve(packet), at: first)
        }
      }
    }
    values.leftToEstimator = unsolved.count
    for place in unsolved {
      fit(members.isEmpty ? Self.members(values.mask(at: place)) : members[place], &values, at: place)
    }
  }
}
