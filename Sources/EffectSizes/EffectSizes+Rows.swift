import StudyData

extension EffectSizes {
  /// The rows of the table that the studies were read from, by place: those that nothing left out. There are as many
  /// as studies where the table is the one that they come from.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - before: rows that were left out before there were effect sizes.
  public func rows(of table: StudyTable, excluded before: [Exclusion] = []) -> [Int] {
    let left = Set((excluded + before).compactMap(\.row))
    return (0..<table.rowCount).filter { !left.contains(table.rowNumber($0)) }
  }
}
