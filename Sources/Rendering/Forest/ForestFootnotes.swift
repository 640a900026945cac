import Figures

/// Remarks on studies, each once, with a letter behind the labels that they belong to.
struct ForestFootnotes {
  /// The most remarks that are printed; where there are more, one line says so.
  static let limit = 8
  /// The size of the letters relative to that of the labels.
  static let share = 0.72

  /// The lines under the plot.
  let lines: [String]
  private let marks: [Int: String]

  init(_ plot: ForestPlot) {
    let letters = "abcdefgh".map(String.init)
    var notes: [String] = []
    let rows = plot.rows.indices.filter { plot.rows[$0].kind == .study && !plot.rows[$0].note.isEmpty }
    for row in rows where !notes.contains(plot.rows[row].note) { notes.append(plot.rows[row].note) }
    guard notes.count <= Self.limit else {
      marks = [:]
      lines = ["\(rows.count) studies have remarks, which stand in the plot's data (column note)."]
      return
    }
    var marks: [Int: String] = [:]
    for row in rows {
      if let place = notes.firstIndex(of: plot.rows[row].note) { marks[row] = letters[place] }
    }
    self.marks = marks
    lines = zip(letters, notes).map { "\($0)  \($1)" }
  }

  /// The letter behind a row's label; nil where there is none.
  func mark(_ row: Int) -> String? { marks[row] }

  /// The width of the letter.
  func width(_ row: Int, _ house: ForestHouse) -> Double {
    marks[row].map { FontMetrics.of(.regular).width($0, size: house.size * Self.share) + 2 } ?? 0
  }
}
