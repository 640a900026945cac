import MetaAnalysis

/// In which rows of the table each study stands, so that other columns can be asked about it.
struct StudyPlaces {
  /// The table; nil where the studies come from none.
  let table: StudyTable?
  /// The rows of each study; nil where that is not known.
  let rows: [[Int]]?

  /// What a column says of each study.
  func values(of column: String, for option: String, asText: Bool = false) throws -> StudyValues {
    guard let table, let rows else {
      throw Failure.usage("\(option) \(column) needs a table with rows for the studies, and there is none")
    }
    return try StudyValues(of: column, in: table, rows: rows, asText: asText)
  }

  /// What is left out or added together; each study by itself where there is no column.
  func clusters(named column: String?, labels: [String]) throws -> StudyClusters {
    guard let column else { return StudyClusters(each: labels) }
    return StudyClusters(named: try values(of: column, for: "--cluster", asText: true).texts, labels: labels)
  }
}
