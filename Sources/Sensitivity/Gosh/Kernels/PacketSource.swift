/// Puts the subsets of a block into packets of four; its buffers are allocated once per block.
final class PacketSource {
  private let columns: SubsetColumns
  private var packet: SubsetPacket
  /// The sums over the units beyond the table.
  private let base: UnsafeMutablePointer<Double>
  private let table: UnsafeMutablePointer<Double>
  /// The studies unit after unit, the same in all lanes, and where those of each unit begin and end.
  private let studyY: UnsafeMutablePointer<Lanes>
  private let studyV: UnsafeMutablePointer<Lanes>
  private let starts: UnsafeMutablePointer<Int>

  init(_ columns: SubsetColumns) {
    self.columns = columns
    let studies = columns.yi.count
    packet = SubsetPacket(
      sums: .allocate(capacity: columns.width), sharedY: .allocate(capacity: studies + 3),
      sharedV: .allocate(capacity: studies + 3), ownY: .allocate(capacity: studies + 1),
      ownV: .allocate(capacity: studies + 1), ownMask: .allocate(capacity: studies + 1))
    packet.isPadded = columns.padding != nil
    packet.sums.initialize(repeating: .zero, count: columns.width)
    base = .allocate(capacity: columns.width)
    base.initialize(repeating: 0, count: columns.width)
    table = .allocate(capacity: columns.table.count)
    table.initialize(from: columns.table, count: columns.table.count)
    let order = columns.units.flatMap { $0 }
    studyY = .allocate(capacity: order.count)
    studyY.initialize(from: order.map { Lanes(repeating: columns.yi[$0]) }, count: order.count)
    studyV = .allocate(capacity: order.count)
    studyV.initialize(from: order.map { Lanes(repeating: columns.vi[$0]) }, count: order.count)
    let ends = columns.units.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    starts = .allocate(capacity: ends.count)
    starts.initialize(from: ends, count: ends.count)
  }

  deinit {
    packet.sums.deallocate()
    packet.sharedY.deallocate()
    packet.sharedV.deallocate()
    packet.ownY.deallocate()
    packet.ownV.deallocate()
    packet.ownMask.deallocate()
    base.deallocate()
    table.deallocate()
    studyY.deallocate()
    studyV.deallocate()
    starts.deallocate()
  }

  /// The packets of consecutive masks; the last lanes may lie beyond the range.
  ///
  /// - Parameters:
  ///   - masks: the subsets.
  ///   - needsStudies: whether the kernel looks at more than the sums.
  ///   - body: takes the first mask of each packet, and the packet.
  /// - Precondition: the range begins at a multiple of ``SubsetColumns/tableSize``.
  @inline(__always)
  func forEachPacket(
    masks: Range<Int>, needsStudies: Bool, _ body: (_ first: Int, SubsetPacket) -> Void
  ) {
    precondition(masks.lowerBound % SubsetColumns.tableSize == 0, "masks from the beginning of the table")
    let (width, units) = (columns.width, columns.units.count)
    var group = masks.lowerBound
    while group < masks.upperBound {
      let groupCount = setBase(to: group)
      let end = min(group + SubsetColumns.tableSize, masks.upperBound)
      for first in stride(from: group, to: end, by: Lanes.scalarCount) {
        packet.sharedCount = groupCount
        packet.ownCount = 0
        if needsStudies {
          for unit in 2..<max(2, min(SubsetColumns.tableBits, units)) where first >> unit & 1 == 1 {
            addShared(unit)
          }
          addOwn(0, Lanes(0, 1, 0, 1))
          if units > 1 { addOwn(1, Lanes(0, 0, 1, 1)) }
          pad()
        }
        let offset = first - group
        for column in 0..<width {
          let low = UnsafeRawPointer(table + column * SubsetColumns.tableSize + offset)
          packet.sums[column] = Lanes(repeating: base[column]) + low.loadUnaligned(as: Lanes.self)
        }
        body(first, packet)
      }
      group += SubsetColumns.tableSize
    }
  }

  /// The packets of some subsets, each the list of its units in ascending order.
  @inline(__always)
  func forEachPacket(members: [[Int]], _ body: (_ first: Int, SubsetPacket) -> Void) {
    var own = [Lanes](repeating: .zero, count: columns.units.count)
    for first in stride(from: 0, to: members.count, by: Lanes.scalarCount) {
      for column in 0..<columns.width { packet.sums[column] = .zero }
      for lane in 0..<min(Lanes.scalarCount, members.count - first) {
        add(members[first + lane], lane: lane, to: &own)
      }
      packet.sharedCount = 0
      packet.ownCount = 0
      for unit in own.indices where own[unit] != .zero {
        if own[unit] == Lanes(repeating: 1) { addShared(unit) } else { addOwn(unit, own[unit]) }
        own[unit] = .zero
      }
      pad()
      body(first, packet)
    }
  }

  private func add(_ units: [Int], lane: Int, to own: inout [Lanes]) {
    let width = columns.width
    for column in 0..<width { base[column] = 0 }
    columns.unitSums.withUnsafeBufferPointer { sums in
      for unit in units {
        own[unit][lane] = 1
        for column in 0..<width { base[column] += sums[unit * width + column] }
      }
    }
    for column in 0..<width { packet.sums[column][lane] = base[column] }
  }

  /// The sums and the studies of the units beyond the table; the number of these studies.
  private func setBase(to mask: Int) -> Int {
    let width = columns.width
    for column in 0..<width { base[column] = 0 }
    packet.sharedCount = 0
    guard columns.units.count > SubsetColumns.tableBits else { return 0 }
    for unit in SubsetColumns.tableBits..<columns.units.count where mask >> unit & 1 == 1 {
      for column in 0..<width { base[column] += columns.unitSums[unit * width + column] }
      addShared(unit)
    }
    return packet.sharedCount
  }

  @inline(__always)
  private func addShared(_ unit: Int) {
    for study in starts[unit]..<starts[unit + 1] {
      packet.sharedY[packet.sharedCount] = studyY[study]
      packet.sharedV[packet.sharedCount] = studyV[study]
      packet.sharedCount += 1
    }
  }

  @inline(__always)
  private func addOwn(_ unit: Int, _ mask: Lanes) {
    for study in starts[unit]..<starts[unit + 1] {
      packet.ownY[packet.ownCount] = studyY[study]
      packet.ownV[packet.ownCount] = studyV[study]
      packet.ownMask[packet.ownCount] = mask
      packet.ownCount += 1
    }
  }
  /// Puts studies without weight behind the last.
  @inline(__always)
  private func pad() {
    guard let padding = columns.padding.map({ Lanes(repeating: $0) }) else { return }
    for place in packet.sharedCount..<packet.sharedCount + 3 {
      packet.sharedY[place] = .zero
      packet.sharedV[place] = padding
    }
    packet.ownY[packet.ownCount] = .zero
    packet.ownV[packet.ownCount] = padding
    packet.ownMask[packet.ownCount] = .zero
  }
}
