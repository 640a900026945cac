import ArgumentParser
import MetaAnalysis

/// Which findings about reported numbers are shown.
struct FindingOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Run these checks of the numbers only.", valueName: "code"),
    transform: CommaList.init(parsing:))
  var only: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Leave these checks of the numbers out.", valueName: "code"),
    transform: CommaList.init(parsing:))
  var ignore: CommaList?

  @Option(name: .long, help: "Show findings of this weight and above.")
  var severity: SeverityName?

  /// What the checks find in a table; a code that no check has is a wrong command line.
  func findings(in table: EvidenceTable) throws(Failure) -> [Finding] {
    let codes = AllChecks.list.map(\.code)
    for code in (only?.values ?? []) + (ignore?.values ?? []) where !codes.contains(code) {
      throw .usage("there is no check \(code); the checks are \(codes.joined(separator: ", "))")
    }
    let checks = AllChecks.list.filter { check in
      (only?.values.contains(check.code) ?? true) && !(ignore?.values.contains(check.code) ?? false)
    }
    let shown = severity?.shown ?? Severity.allCases
    return checks.flatMap { $0.findings(in: table) }.filter { shown.contains($0.severity) }
  }
}

/// A weight of findings, and all above it.
enum SeverityName: String, CaseIterable, ExpressibleByArgument {
  case error
  case warning
  case note

  var shown: [Severity] {
    switch self {
    case .error: [.error]
    case .warning: [.error, .warning]
    case .note: [.error, .warning, .note]
    }
  }
}
