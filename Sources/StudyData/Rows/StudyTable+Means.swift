extension StudyTable {
  /// The mean, standard deviation and size of one group per row, or its quantiles.
  ///
  /// Quantiles count where the mean or the standard deviation is missing. Rows without complete data are excluded
  /// with the reason; labels that occur twice are warned about. Throws every impossible cell at once: text instead
  /// of a number, a standard deviation that is not above zero, quantiles that do not rise; also columns that are
  /// not there. O(rows).
  public func oneGroupMeans(_ columns: MeanColumns, labels: StudyLabels, group: String? = nil)
    throws(DataProblems) -> StudyRows<GroupMean>
  {
    let reader = try GroupMeanReader(self, columns)
    return try RowReader(self, labels: labels, group: group).rows { row, problems in
      switch reader.read(row: row, reporting: &problems) {
      case .mean(let mean): .value(mean, notes: [])
      case .missing(let names): .excluded(reason: Sentence.missing(names, of: reader.columnNames))
      case .failed: .failed
      }
    }
  }

  /// The means of two groups per row; otherwise as `oneGroupMeans`.
  public func twoGroupMeans(
    first: MeanColumns, second: MeanColumns, labels: StudyLabels, group: String? = nil
  ) throws(DataProblems) -> StudyRows<TwoGroupMeans> {
    let readers = (try GroupMeanReader(self, first), try GroupMeanReader(self, second))
    let names = readers.0.columnNames + readers.1.columnNames
    return try RowReader(self, labels: labels, group: group).rows { row, problems in
      let outcomes = (
        readers.0.read(row: row, reporting: &problems), readers.1.read(row: row, reporting: &problems)
      )
      switch outcomes {
      case (.mean(let first), .mean(let second)):
        return .value(TwoGroupMeans(first: first, second: second), notes: [])
      case (.failed, _), (_, .failed): return .failed
      default:
        let missing = outcomes.0.missing + outcomes.1.missing
        return .excluded(reason: Sentence.missing(missing, of: names))
      }
    }
  }
}

extension GroupMeanReader.Outcome {
  /// The columns without a value.
  fileprivate var missing: [String] {
    if case .missing(let names) = self { names } else { [] }
  }
}
