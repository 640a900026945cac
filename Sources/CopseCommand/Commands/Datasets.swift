import ArgumentParser
import MetaAnalysis

/// `copse datasets`.
struct Datasets: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "The bundled data, and how to use each.",
    usage: "copse datasets [<name>] [--data] [<options>]",
    discussion: """
      EXAMPLES
        copse datasets
        copse datasets bcg-vaccine
        copse datasets bcg-vaccine --data
      """)

  @Argument(help: "A bundled data set; all of them if left out.")
  var name: String?

  @Flag(name: .long, help: "Print the data set itself, as CSV.")
  var data = false

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      guard let name else {
        if data { throw Failure.usage("--data needs the name of a data set") }
        try output.write(list(BundledDataset.all, format: format))
        return
      }
      guard let dataset = BundledDataset.named(name) else {
        throw Failure.noInput("there is no bundled data set \(name); copse datasets lists them")
      }
      if data {
        try output.write(dataset.csv)
      } else if format == .table {
        try output.write(page(dataset))
      } else {
        try output.write(list([dataset], format: format))
      }
    }
  }

  private func list(_ datasets: [BundledDataset], format: Format) -> String {
    var table = ResultTable(columns: ["name", "rows", "title", "example"])
    for dataset in datasets {
      table.append([
        .text(dataset.name), .integer(dataset.rowCount), .text(dataset.title),
        .init(dataset.examples.first?.command),
      ])
    }
    switch format {
    case .csv: return table.csv
    case .json: return table.json.document
    case .markdown: return table.markdown
    case .table:
      var text = TextTable([("name", .left), ("rows", .right), ("what it is", .left)])
      for dataset in datasets { text.append([dataset.name, "\(dataset.rowCount)", dataset.title]) }
      return text.text + "\nEach name can stand for a file: copse pool NAME. copse datasets NAME says more.\n"
    }
  }

  private func page(_ dataset: BundledDataset) -> String {
    var text = "\(dataset.name): \(dataset.title)\n\n"
    text += TerminalText.wrapped(dataset.description) + "\n"
    text +=
      "\n" + TerminalText.wrapped("Columns: " + dataset.columnNames.joined(separator: ", "), indent: 2) + "\n"
    for example in dataset.examples { text += "\n  \(example.command)\n      \(example.shows)\n" }
    return text
  }
}

extension BundledDataset {
  /// The names in the header.
  fileprivate var columnNames: [String] {
    (try? StudyTable(parsing: Array(csv.utf8), name: name).columnNames) ?? []
  }

  /// The number of rows below the header.
  fileprivate var rowCount: Int {
    (try? StudyTable(parsing: Array(csv.utf8), name: name).rowCount) ?? 0
  }
}
