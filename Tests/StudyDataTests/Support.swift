import StudyData

/// A seeded stream of random numbers (SplitMix64), so that a failure can be repeated.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The table of a text that is expected to be one.
func table(_ text: String, name: String = "bcg.csv") throws -> StudyTable {
  try StudyTable(parsing: Array(text.utf8), name: name)
}

/// The texts of all cells, row by row.
func texts(_ table: StudyTable) -> [[String]] {
  (0..<table.rowCount).map { row in
    (0..<table.columnCount).map { table.cell(row: row, column: $0).text }
  }
}

/// What the user reads when something fails; "no problem" if it does not.
func rendered(_ body: () throws(DataProblems) -> Void) -> String {
  do throws(DataProblems) {
    try body()
    return "no problem"
  } catch {
    return error.description
  }
}

/// What the user reads when bytes are parsed.
func parsed(_ bytes: [UInt8], name: String = "bcg.csv") -> String {
  rendered { () throws(DataProblems) in _ = try StudyTable(parsing: bytes, name: name) }
}

/// What the user reads when a text is parsed and its data are read with the columns found.
func read(_ text: String, _ request: ColumnRequest = ColumnRequest(), name: String = "bcg.csv") -> String {
  rendered { () throws(DataProblems) in
    let table = try StudyTable(parsing: Array(text.utf8), name: name)
    let layout = try DataLayout.find(in: table, requested: request)
    let warnings =
      switch layout.columns {
      case .oneGroupCounts(let columns):
        try table.oneGroupCounts(columns, labels: layout.labels).warnings
      case .twoGroupCounts(let first, let second):
        try table.twoGroupCounts(first: first, second: second, labels: layout.labels).warnings
      case .readyEffects(let columns):
        try table.reportedEffects(columns, labels: layout.labels).warnings
      case .oneGroupRates(let columns):
        try table.oneGroupRates(columns, labels: layout.labels).warnings
      case .twoGroupRates(let first, let second):
        try table.twoGroupRates(first: first, second: second, labels: layout.labels).warnings
      case .oneGroupMeans(let columns):
        try table.oneGroupMeans(columns, labels: layout.labels).warnings
      case .twoGroupMeans(let first, let second):
        try table.twoGroupMeans(first: first, second: second, labels: layout.labels).warnings
      case .pairedMeans(let columns):
        try table.pairedMeans(columns, labels: layout.labels).warnings
      case .correlations(let columns):
        try table.correlations(columns, labels: layout.labels).warnings
      case .logRank(let columns):
        try table.logRankStatistics(columns, labels: layout.labels).warnings
      case .oneGroupSurvival(let columns):
        try table.survivals(columns, labels: layout.labels).warnings
      }
    if !(layout.notes + warnings).isEmpty { throw DataProblems(layout.notes + warnings, in: table.source) }
  }
}
