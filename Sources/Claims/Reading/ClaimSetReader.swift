import Consistency
import StudyData
import YAMLReading
import Yams

extension ClaimSet {
  /// The keys of the whole file.
  static let keys = ["review", "title", "source", "cohorts", "claims", "uncovered"]

  /// Reads a file of claims and selects each claim's rows from the evidence table.
  ///
  /// - Parameters:
  ///   - bytes: the YAML text.
  ///   - name: what messages call it.
  ///   - table: the evidence table that the claims rest on.
  /// - Throws: `DataProblems`, all that is wrong with the file at once, each at its line and column: unknown keys and
  ///   words, missing ones, ids that occur twice, columns that are not there, conditions that select nothing. Also the
  ///   problems of the evidence table. O(claims · rows).
  public init(parsing bytes: [UInt8], name: String, table: StudyTable) throws(DataProblems) {
    let source = Source(name: name, bytes: bytes)
    let document = try YAMLDocument(source)
    let (root, place) = (document.root, document.place)
    var problems: [DataProblem] = []
    let evidence = try EvidenceTable(table)
    let selector = RowSelector(table: table, evidence: evidence)
    let read = Self.read(root, place, selector, problems: &problems)
    guard problems.isEmpty, let read else { throw DataProblems(problems, in: source) }
    self = read
  }

  private static func read(
    _ root: Node, _ place: YAMLPlace, _ selector: RowSelector, problems: inout [DataProblem]
  ) -> ClaimSet? {
    guard let members = YAMLMembers(root, allowed: keys, what: "the file", place: place, problems: &problems)
    else { return nil }
    let review = members.text("review", isRequired: true, problems: &problems) ?? ""
    let title = members.text("title", isRequired: true, problems: &problems) ?? ""
    let (lines, sha256) = source(members, place, problems: &problems)
    let cohorts = list("cohorts", members, place, problems: &problems).compactMap { node in
      self.cohort(node, place, selector, problems: &problems)
    }
    let reader = ClaimReader(place: place, selector: selector, sourceLines: lines)
    var firstLines: [String: Int] = [:]
    var claims: [Claim] = []
    if members.node("claims") == nil { problems.append(.missingKey("claims", at: members.span)) }
    for node in list("claims", members, place, problems: &problems) {
      guard let claim = reader.claim(node, firstLines: &firstLines, problems: &problems) else { continue }
      claims.append(claim)
    }
    let uncovered = list("uncovered", members, place, problems: &problems).compactMap { node in
      uncoveredLines(node, place, sourceLines: lines, problems: &problems)
    }
    return ClaimSet(
      review: review, title: title, sourceLines: lines, sha256: sha256, cohorts: cohorts, claims: claims,
      uncovered: uncovered)
  }

  private static func list(
    _ key: String, _ members: YAMLMembers, _ place: YAMLPlace, problems: inout [DataProblem]
  ) -> [Node] {
    guard let node = members.node(key) else { return [] }
    if case .sequence(let sequence) = node { return Array(sequence) }
    problems.append(.notA("list", what: key, at: place.span(node)))
    return []
  }

  private static func source(
    _ members: YAMLMembers, _ place: YAMLPlace, problems: inout [DataProblem]
  ) -> (lines: Int, sha256: String) {
    guard let node = members.node("source") else {
      problems.append(.missingKey("source", at: members.span))
      return (Int.max, "")
    }
    guard
      let source = YAMLMembers(
        node, allowed: ["lines", "sha256"], what: "source", place: place, problems: &problems)
    else { return (Int.max, "") }
    let lines = source.positive("lines", problems: &problems) ?? Int.max
    return (lines, source.text("sha256", isRequired: true, problems: &problems) ?? "")
  }

  private static func cohort(
    _ node: Node, _ place: YAMLPlace, _ selector: RowSelector, problems: inout [DataProblem]
  ) -> Cohort? {
    guard
      let members = YAMLMembers(
        node, allowed: ["name", "studies", "reason"], what: "a cohort", place: place, problems: &problems)
    else { return nil }
    let name = members.text("name", isRequired: true, problems: &problems)
    let reason = members.text("reason", isRequired: true, problems: &problems)
    let studies = members.texts("studies", problems: &problems)
    if studies.isEmpty { problems.append(.missingKey("studies", at: members.span)) }
    for (study, span) in studies where !selector.studies.contains(study) {
      problems.append(.unknownStudy(study, at: span))
    }
    guard let name, let reason else { return nil }
    return Cohort(name: name, studies: studies.map(\.text), reason: reason)
  }

  private static func uncoveredLines(
    _ node: Node, _ place: YAMLPlace, sourceLines: Int, problems: inout [DataProblem]
  ) -> UncoveredLines? {
    guard
      let members = YAMLMembers(
        node, allowed: ["lines", "reason"], what: "uncovered lines", place: place, problems: &problems)
    else { return nil }
    let reason = members.text("reason", isRequired: true, problems: &problems)
    guard let text = members.text("lines", isRequired: true, problems: &problems), let reason else {
      return nil
    }
    let ends = text.split(separator: "-").map { Int($0) }
    let span = members.node("lines").flatMap(place.span)
    guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil,
      first >= 1,
      first <= last
    else {
      problems.append(.notA("line or two lines, first-last", what: "lines", at: span))
      return nil
    }
    if last > sourceLines { problems.append(.lineBeyondSource(last, lines: sourceLines, at: span)) }
    return UncoveredLines(lines: first...last, reason: reason)
  }
}
