import MetaAnalysis

extension ReportFolder {
  /// Reads everything and makes every analysis.
  ///
  /// - Parameter command: the command that makes the report.
  func review(command: String) throws -> Review {
    let data = try data()
    let table = try data.table()
    let file = try self.file("report.yaml")
    let declared = try file.map { input in
      try ReviewFile(parsing: input.bytes, name: input.name, columns: table.columnNames)
    }
    var runner = ReportRunner(folder: self)
    let parts = try declared.map { try runner.parts($0) } ?? runner.standardParts()
    let claimsFile = try self.file("claims.yaml")
    let claims = try claimsFile.map { input in
      let set = try ClaimSet(parsing: input.bytes, name: input.name, table: table)
      return (
        report: ClaimReport(set, results: set.claims.map(set.result)),
        command: JobWords.line(["reproduce", name], adding: [])
      )
    }
    let studies = try self.file("studies.csv")
    var evidence = [Review.Evidence(name: "data.csv", table: table, columns: declared?.columns ?? [])]
    if let studies { evidence.append(Review.Evidence(name: "studies.csv", table: try studies.table())) }
    var inputs = [data, studies, claimsFile, file].compactMap { $0 }
    inputs += runner.inputs.filter { input in !inputs.contains { $0.name == input.name } }
    let title = declared?.title ?? ""
    return Review(
      title: title.isEmpty ? try self.title() : title,
      question: try declared?.question ?? about(), parts: parts, claims: claims, evidence: evidence,
      evidenceCommand: evidenceCommand(report: command),
      inputs: inputs.map { input in
        Review.Input(
          name: input.name, text: String(decoding: input.bytes, as: UTF8.self), size: input.bytes.count,
          sha256: input.sha256)
      }, version: Copse.version, command: command)
  }
}
