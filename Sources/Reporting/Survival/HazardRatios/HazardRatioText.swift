import Figures
import StudyData
import Survival

extension HazardRatioResult {
  /// The result for reading: the routes of each study, what does not agree, and the pooled hazard ratio.
  public var text: String {
    sections.map(\.text).joined(separator: "\n") + "\n" + pooled.text
  }

  /// The same in Markdown.
  public var markdown: String {
    sections.map(\.markdown).joined(separator: "\n") + "\n" + pooled.markdown
  }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = [routes]
    let lines = studies.flatMap { study in
      ([study.contradictionOfP?.text].compactMap(\.self) + study.disagreements.map(\.message)).map {
        "\(study.label): \($0)"
      }
    }
    if !lines.isEmpty { sections.append(ReportSection(title: "Routes that disagree", items: lines)) }
    return sections
  }

  private var routes: ReportSection {
    var table = TextTable([
      ("Study", .left), ("Route", .left), ("ln HR", .right), ("SE", .right), ("HR [CI]", .right),
      ("Used", .left), ("Note", .left),
    ])
    var notes: [String] = []
    for study in studies {
      for (index, route) in study.possible.enumerated() {
        let limits = route.limits(level: level)
        let numbers = route.notes.map { note -> String in
          if let known = notes.firstIndex(of: note.text) { return "[\(known + 1)]" }
          notes.append(note.text)
          return "[\(notes.count)]"
        }
        table.append([
          index == 0 ? study.label : "", route.route.rawValue, NumberText.fixed(route.logHR, decimals: 4),
          NumberText.fixed(route.se, decimals: 4),
          "\(short(route.hr)) [\(short(limits.lower)), \(short(limits.upper))]",
          route.route == study.used?.route ? "yes" : "",
          ([route.bound == nil ? "" : "bound"] + numbers).filter { !$0.isEmpty }.joined(separator: " "),
        ])
      }
    }
    let items = notes.enumerated().map { "[\($0 + 1)] \($1)" }
    return ReportSection(
      title: "Routes to the hazard ratio, first over second group", items: items, table: table)
  }

  private func short(_ value: Double) -> String { NumberText.fixed(value, decimals: 3) }
}
