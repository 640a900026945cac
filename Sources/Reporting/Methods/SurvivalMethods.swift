import Figures

extension SurvivalAtReport {
  /// The methods of each time that has a result, see `MethodsParagraph`.
  ///
  /// - Parameter version: the version of the program.
  public func methods(version: String) -> [(at: Double, paragraph: MethodsParagraph)] {
    blocks.compactMap { block in
      block.result.map {
        (block.at, MethodsParagraph($0, version: version, alignment: alignment))
      }
    }
  }

  /// The paragraphs, each after its time, and one list of references.
  ///
  /// - Parameters:
  ///   - heading: what stands before the two titles, such as `## `.
  ///   - version: the version of the program.
  public func methodsPage(heading: String, version: String) -> String {
    let all = methods(version: version)
    var references: [Citation] = []
    for citation in all.flatMap(\.paragraph.references) where !references.contains(citation) {
      references.append(citation)
    }
    return "\(heading)Methods\n\n"
      + all.map { "At \(NumberText.exact($0.at) ?? ""): \($0.paragraph.text)\n\n" }.joined()
      + "\(heading)References\n\n" + references.map { "- \($0.entry)\n" }.joined()
  }
}
