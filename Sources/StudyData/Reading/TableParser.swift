extension StudyTable {
  /// Reads a table from CSV (RFC 4180) with a header line.
  ///
  /// UTF-8 with or without byte order mark; LF, CRLF or CR. Cells separated by `;` or tabs are accepted where
  /// the header has more of these than commas. Spaces around unquoted cells are dropped; blank lines and lines
  /// of empty cells are skipped. Throws every problem of the file at once. O(number of bytes).
  public init(parsing bytes: [UInt8], name: String) throws(DataProblems) {
    self = try StudyTable(parsing: Source(name: name, bytes: bytes))
  }

  /// Reads a table from CSV, as `init(parsing:name:)` does.
  public init(parsing source: Source) throws(DataProblems) {
    if let problem = EncodingCheck.unreadable(source) { throw DataProblems([problem], in: source) }
    let parser = source.bytes.withUnsafeBufferPointer { TableParser(parsing: source, bytes: $0) }
    guard parser.problems.isEmpty else { throw DataProblems(parser.problems, in: source) }
    self.init(
      source: source, delimiter: parser.delimiter, columnNames: parser.names, headerSpans: parser.header,
      cells: parser.cells, rowNumbers: Array(0..<parser.rowCount).map { $0 + 1 })
  }
}

/// The steps from text to the parts of a table, with the problems met on the way.
private struct TableParser {
  static let columnLimit = 16_384

  let source: Source
  let delimiter: Delimiter
  var header: [CellSpan] = []
  var names: [String] = []
  var cells: [CellSpan] = []
  var rowCount = 0
  var problems: [DataProblem] = []

  init(parsing source: Source, bytes: UnsafeBufferPointer<UInt8>) {
    self.source = source
    delimiter = Delimiter.found(in: source)
    if let problem = EncodingCheck.invalidUTF8(source) { problems.append(problem) }
    var scanner = CSVScanner(source, bytes: bytes, delimiter: delimiter)
    readHeader(&scanner)
    if header.count <= TableParser.columnLimit { readRows(&scanner) }
    problems += scanner.problems
  }

  private mutating func readHeader(_ scanner: inout CSVScanner) {
    while !scanner.isAtEnd, header.allSatisfy(\.isEmpty) {
      header.removeAll()
      scanner.scanLine(into: &header)
    }
    guard header.count <= TableParser.columnLimit else {
      problems.append(.tooManyColumns(header.count, limit: TableParser.columnLimit, at: header[0].range))
      return
    }
    names = header.map { TextTrimming.trimmed($0.text(in: source)) }
    checkNames()
  }

  private mutating func checkNames() {
    var firstUse: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      let range = header[index].range
      if name.isEmpty {
        problems.append(.emptyColumnName(index + 1, at: range))
      } else if let first = firstUse[name] {
        problems.append(.duplicateColumn(name, first: first + 1, second: index + 1, at: range))
      } else {
        firstUse[name] = index
      }
    }
  }

  private mutating func readRows(_ scanner: inout CSVScanner) {
    var lineCount = 0
    while !scanner.isAtEnd {
      let start = cells.count
      let problemCount = scanner.problems.count
      scanner.scanLine(into: &cells)
      if cells[start...].allSatisfy(\.isEmpty) {
        cells.removeSubrange(start...)
        continue
      }
      lineCount += 1
      if cells.count - start == header.count {
        rowCount += 1
      } else {
        if scanner.problems.count == problemCount { problems.append(raggedRow(cells[start...])) }
        cells.removeSubrange(start...)
      }
    }
    if lineCount == 0 { problems.append(.noRows(lineCount: source.lineCount, at: header[0].range)) }
  }

  private func raggedRow(_ row: ArraySlice<CellSpan>) -> DataProblem {
    let found = row.count
    if found > header.count {
      let extra = row[row.startIndex + header.count].range
      return .tooManyCells(found: found, expected: header.count, delimiter: delimiter, at: extra)
    }
    let end = row[row.endIndex - 1].range.upperBound
    let lineEnd = source.range(ofLine: source.line(at: end)).upperBound
    return .tooFewCells(found: found, expected: header.count, at: lineEnd..<lineEnd)
  }
}
