import BundledData
import StudyData

extension StudyTable {
  /// A table from the text of a CSV file.
  ///
  /// - Parameters:
  ///   - csv: the text.
  ///   - name: what messages call it.
  /// - Throws: `DataProblems`, all that is wrong with the text at once.
  public init(csv: String, name: String = "data") throws(DataProblems) {
    try self.init(parsing: Array(csv.utf8), name: name)
  }

  /// A bundled data set, by name: `try StudyTable.bundled("bcg-vaccine")`.
  ///
  /// - Throws: `DataProblems` where there is no data set of that name; the message lists them.
  public static func bundled(_ name: String) throws(DataProblems) -> StudyTable {
    guard let dataset = BundledDataset.named(name) else {
      let names = BundledDataset.all.map(\.name).joined(separator: ", ")
      throw DataProblems(
        [
          DataProblem(
            .error, code: "no-such-dataset", message: "there is no bundled data set \(name)",
            hint: "there are \(names)")
        ], in: Source(name: name, bytes: []))
    }
    return try StudyTable(csv: dataset.csv, name: name)
  }
}
