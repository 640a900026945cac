import Consistency
import EffectSizes
import Pooling
import StudyData
import YAMLReading
import Yams

/// Reads one claim after the other.
struct ClaimReader {
  let place: YAMLPlace
  let selector: RowSelector
  let sourceLines: Int

  /// The keys that every claim may have.
  static let commonKeys = [
    "id", "line", "study", "statement", "printed", "kind", "rounding", "analysis", "rows", "missing", "note",
  ]
  /// The keys that belong to some analyses.
  static let analysisKeys = [
    "of", "minus", "column", "arms", "between", "tests", "total", "whole", "measure", "model", "tau2",
    "number",
    "direction", "significant", "p", "studies",
  ]

  /// The keys that an analysis takes, of ``analysisKeys``.
  static func keys(of name: Derivation.Name) -> [String] {
    switch name {
    case .share: ["of"]
    case .sum: ["column"]
    case .difference: ["column", "minus"]
    case .pFromCounts: ["arms", "between", "tests"]
    case .pFromRates: ["arms", "between"]
    case .pOverSplits: ["arms", "between", "total", "tests"]
    case .subset: ["whole"]
    case .pool: ["measure", "model", "tau2", "number", "arms", "between"]
    case .significance: ["significant"]
    case .compare: ["arms", "between", "direction", "significant", "p", "total", "studies"]
    case .wholeSize, .countFromPercent, .pFromInterval, .estimateFromInterval, .range, .mean, .row: []
    }
  }

  /// A claim; nil, with what is wrong, where it cannot be read.
  func claim(_ node: Node, firstLines: inout [String: Int], problems: inout [DataProblem]) -> Claim? {
    guard
      let members = YAMLMembers(
        node, allowed: Self.commonKeys + Self.analysisKeys, what: "a claim", place: place, problems: &problems
      )
    else { return nil }
    let id = members.text("id", isRequired: true, problems: &problems)
    if let id, let span = members.node("id").flatMap(place.span) {
      let line = place.source.line(at: span.lowerBound)
      if let first = firstLines[id] { problems.append(.sameIDTwice(id, line: first, at: span)) }
      firstLines[id] = firstLines[id] ?? line
    }
    let line = members.positive("line", problems: &problems)
    if let line, line > sourceLines {
      problems.append(
        .lineBeyondSource(line, lines: sourceLines, at: members.node("line").flatMap(place.span)))
    }
    let study = members.text("study", problems: &problems)
    if let study, !selector.studies.contains(study) {
      problems.append(.unknownStudy(study, at: members.node("study").flatMap(place.span)))
    }
    let statement = members.text("statement", isRequired: true, problems: &problems)
    let printed = members.text("printed", isRequired: true, problems: &problems)
    let kind: ClaimKind? = members.choice("kind", isRequired: true, problems: &problems)
    if let kind, let printed, kind.isNumber, PrintedQuantity(printed).numbers.isEmpty {
      problems.append(.noPrintedNumber(printed, kind: kind, at: members.node("printed").flatMap(place.span)))
    }
    let rounding: RoundingRule? = members.choice("rounding", problems: &problems)
    let missing = members.text("missing", problems: &problems)
    let rows = selection("rows", members, study: study, isRequired: true, problems: &problems)
    let derivation = derivation(members, study: study, missing: missing, problems: &problems)
    guard let id, let line, let statement, let printed, let kind, let rows, let derivation else { return nil }
    return Claim(
      id: id, sourceLine: line, statement: statement, study: study, printed: printed, kind: kind,
      rounding: rounding ?? .nearest, rows: rows, derivation: derivation, missing: missing,
      note: members.text("note", problems: &problems))
  }

  /// The rows of a key, of the claim's study unless the conditions name another.
  private func selection(
    _ key: String, _ members: YAMLMembers, study: String?, adding extra: String? = nil,
    isRequired: Bool = false,
    problems: inout [DataProblem]
  ) -> RowSelection? {
    guard members.node(key) != nil else {
      if isRequired { problems.append(.missingKey(key, at: members.span)) }
      return nil
    }
    var conditions = members.texts(key, problems: &problems)
    if let study, selector.studies.contains(study),
      !conditions.contains(where: { $0.text.hasPrefix("study") })
    {
      conditions.insert(("study=\"\(study)\"", members.node(key).flatMap(place.span)), at: 0)
    }
    if let extra { conditions.append((extra, members.node("arms").flatMap(place.span))) }
    return selector.rows(conditions, problems: &problems)
  }

  private func derivation(
    _ members: YAMLMembers, study: String?, missing: String?, problems: inout [DataProblem]
  ) -> Derivation? {
    guard let name: Derivation.Name = members.choice("analysis", isRequired: true, problems: &problems) else {
      return nil
    }
    let used = Self.keys(of: name)
    for key in members.names where Self.analysisKeys.contains(key) && !used.contains(key) {
      problems.append(.unusedKey(key, by: name.rawValue, used: used, at: members.keySpan(key)))
    }
    if name == .row, missing == nil { problems.append(.missingKey("missing", at: members.span)) }
    func rows(_ key: String, isRequired: Bool = true) -> RowSelection? {
      selection(key, members, study: study, isRequired: isRequired, problems: &problems)
    }
    switch name {
    case .share: return .share(of: rows("of", isRequired: false))
    case .wholeSize: return .wholeSize
    case .countFromPercent: return .countFromPercent
    case .sum: return .sum(members.choice("column", problems: &problems) ?? .total)
    case .difference:
      let column: SummedColumn = members.choice("column", problems: &problems) ?? .total
      return rows("minus").map { .difference(column, minus: $0) }
    case .pFromCounts:
      let tests = tests(members, problems: &problems)
      return arms(members, study: study, problems: &problems).map { .pFromCounts($0, tests: tests) }
    case .pFromRates: return arms(members, study: study, problems: &problems).map { .pFromRates($0) }
    case .pOverSplits:
      let total = rows("total")
      let tests = tests(members, problems: &problems)
      guard let arms = arms(members, study: study, problems: &problems), let total else { return nil }
      return .pOverSplits(arms, total: total, tests: tests)
    case .pFromInterval: return .pFromInterval
    case .estimateFromInterval: return .estimateFromInterval
    case .subset: return rows("whole").map { .subset(whole: $0) }
    case .pool: return pool(members, study: study, problems: &problems)
    case .range: return .range
    case .mean: return .mean
    case .compare: return comparison(members, study: study, problems: &problems)
    case .significance:
      let isSignificant = flag("significant", members, problems: &problems)
      if members.node("significant") == nil { problems.append(.missingKey("significant", at: members.span)) }
      return isSignificant.map { .significance(isSignificant: $0) }
    case .row: return .row
    }
  }

  private func tests(_ members: YAMLMembers, problems: inout [DataProblem]) -> [TwoArmTest] {
    let words = members.texts("tests", problems: &problems)
    let tests = words.compactMap { word -> TwoArmTest? in
      if let test = TwoArmTest(rawValue: word.text) { return test }
      problems.append(
        .unknownWord(word.text, key: "tests", allowed: TwoArmTest.allCases.map(\.rawValue), at: word.span))
      return nil
    }
    return tests.isEmpty ? TwoArmTest.allCases.filter(\.isUsual) : tests
  }

  /// The two arms: values of the column `arm`, or of the one that `between` names.
  private func arms(_ members: YAMLMembers, study: String?, problems: inout [DataProblem]) -> Arms? {
    let names = members.texts("arms", problems: &problems)
    guard names.count == 2 else {
      problems.append(
        .notA("list of two", what: "arms", at: members.node("arms").flatMap(place.span) ?? members.span))
      return nil
    }
    let column = members.text("between", problems: &problems) ?? "arm"
    func rows(_ name: String) -> RowSelection? {
      selection("rows", members, study: study, adding: "\(column)=\(name)", problems: &problems)
    }
    guard let first = rows(names[0].text), let second = rows(names[1].text) else { return nil }
    return Arms(first: names[0].text, second: names[1].text, firstRows: first, secondRows: second)
  }

  /// `true` or `false`.
  private func flag(_ key: String, _ members: YAMLMembers, problems: inout [DataProblem]) -> Bool? {
    guard let text = members.text(key, problems: &problems) else { return nil }
    let words = ["true", "false"]
    if !words.contains(text) {
      problems.append(
        .unknownWord(text, key: key, allowed: words, at: members.node(key).flatMap(place.span)))
    }
    return text == "true"
  }

  private func comparison(_ members: YAMLMembers, study: String?, problems: inout [DataProblem])
    -> Derivation?
  {
    let direction: ArmComparison.Direction? = members.choice(
      "direction", isRequired: true, problems: &problems)
    let significant = flag("significant", members, problems: &problems)
    let p = selection("p", members, study: study, problems: &problems)
    let total = selection("total", members, study: study, problems: &problems)
    let studies: ArmComparison.Studies? = members.choice("studies", problems: &problems)
    guard let arms = arms(members, study: study, problems: &problems), let direction else { return nil }
    return .compare(
      ArmComparison(
        arms: arms, direction: direction, significant: significant, pValues: p,
        total: total,
        studies: studies ?? .all))
  }

  private func pool(_ members: YAMLMembers, study: String?, problems: inout [DataProblem]) -> Derivation? {
    guard let measure = members.text("measure", isRequired: true, problems: &problems) else { return nil }
    let effects: PoolRequest.Effects? = members.choice("model", problems: &problems)
    let number: PoolRequest.Number? = members.choice("number", problems: &problems)
    var tau2 = Tau2Estimator.reml
    if let code = members.text("tau2", problems: &problems) {
      if let estimator = Tau2Estimator.all.first(where: { $0.code == code }) {
        tau2 = estimator
      } else {
        problems.append(
          .unknownWord(
            code, key: "tau2", allowed: Tau2Estimator.all.map(\.code),
            at: members.node("tau2").flatMap(place.span)))
      }
    }
    let scale: PoolRequest.Scale
    if let proportion = ProportionMeasure(rawValue: measure) {
      scale = .proportion(proportion)
    } else if let twoGroups = TwoGroupMeasure(rawValue: measure) {
      guard let arms = arms(members, study: study, problems: &problems) else { return nil }
      scale = .twoGroups(twoGroups, arms)
    } else {
      let allowed = ProportionMeasure.allCases.map(\.rawValue) + TwoGroupMeasure.allCases.map(\.rawValue)
      problems.append(
        .unknownWord(
          measure, key: "measure", allowed: allowed, at: members.node("measure").flatMap(place.span)))
      return nil
    }
    return .pool(
      PoolRequest(scale: scale, effects: effects ?? .random, tau2: tau2, number: number ?? .estimate))
  }
}
