/// Finds the columns of the data in a table, given what the user asked for. All names asked for exist.
struct ColumnFinder {
  let table: StudyTable
  let request: ColumnRequest
  /// The choices made.
  private(set) var notes: [DataProblem] = []

  init(table: StudyTable, request: ColumnRequest) {
    self.table = table
    self.request = request
  }

  /// The columns of the first kind of data that is complete, or the problem that says what is missing.
  mutating func columns() throws(DataProblems) -> StudyColumns {
    let kinds = try candidateKinds()
    let found = kinds.compactMap(columns(of:))
    guard let first = found.first else {
      throw problem(.noStudyData(kinds: kinds, columns: table.columnNames, at: table.headerRange))
    }
    if found.count > 1 {
      notes.append(
        .severalKinds(used: first.kind, others: found.dropFirst().map(\.kind), at: table.headerRange))
    }
    return first
  }

  /// The kinds that the options allow, in the order of preference.
  private func candidateKinds() throws(DataProblems) -> [DataKind] {
    let counts = [request.events, request.total, request.percent].filter { !$0.isEmpty }
    let precision = [request.se, request.variance].compactMap { $0 }.count + (request.ci.isEmpty ? 0 : 1)
    let hasEffect = request.estimate != nil || precision > 0
    if precision > 1 { throw problem(.severalPrecisions()) }
    if !request.ci.isEmpty, request.ci.count != 2 { throw problem(.needsTwoLimits(found: request.ci.count)) }
    if !counts.isEmpty, hasEffect { throw problem(.countsAndEffects()) }
    guard let groups = counts.first?.count else { return kinds(hasEffect ? .readyEffects : nil) }
    if groups > 2 || counts.contains(where: { $0.count != groups }) {
      throw problem(
        .unequalGroups(
          events: request.events.count, total: request.total.count, percent: request.percent.count))
    }
    let named: DataKind = groups == 2 ? .twoGroupCounts : .oneGroupCounts
    if let wanted = request.kind, wanted != named { throw problem(.wrongKind(wanted: wanted, named: named)) }
    return [named]
  }

  private func kinds(_ named: DataKind?) -> [DataKind] {
    (request.kind ?? named).map { [$0] } ?? DataKind.allCases
  }

  private func columns(of kind: DataKind) -> StudyColumns? {
    switch kind {
    case .oneGroupCounts:
      return counts(groups: 1, DefaultNames.oneGroup).map { .oneGroupCounts($0[0]) }
    case .twoGroupCounts:
      return counts(groups: 2, DefaultNames.twoGroups).map { .twoGroupCounts(first: $0[0], second: $0[1]) }
    case .readyEffects:
      return effects().map { .readyEffects($0) }
    }
  }

  private func counts(groups: Int, _ names: DefaultNames.Counts) -> [CountColumns]? {
    let isNumeratorNamed = !request.events.isEmpty || !request.percent.isEmpty
    let events = isNumeratorNamed ? exact(request.events) : found(names.events)
    let percent = isNumeratorNamed ? exact(request.percent) : found(names.percent)
    guard events != nil || percent != nil else { return nil }
    if let total = exact(request.total) ?? found(names.total) {
      return (0..<groups).map {
        CountColumns(events: events?[$0], percent: percent?[$0], size: .total(total[$0]))
      }
    }
    guard let events, let others = found(names.nonEvents) else { return nil }
    return (0..<groups).map { CountColumns(events: events[$0], size: .nonEvents(others[$0])) }
  }

  private func effects() -> EffectColumns? {
    let analysis = request.estimate == nil ? found(DefaultNames.analysisEstimate) : nil
    let named = request.estimate.flatMap { exact([$0]) }
    guard let estimate = named ?? analysis ?? found(DefaultNames.estimate),
      let precision = namedPrecision() ?? foundPrecision(intervalFirst: analysis == nil)
    else { return nil }
    return EffectColumns(estimate: estimate[0], precision: precision)
  }

  private func namedPrecision() -> EffectColumns.Precision? {
    if let se = request.se.flatMap({ exact([$0]) }) { return .standardError(se[0]) }
    if let variance = request.variance.flatMap({ exact([$0]) }) { return .variance(variance[0]) }
    return exact(request.ci).map { .interval(low: $0[0], high: $0[1]) }
  }

  /// An interval is on the scale of the estimate, a standard error perhaps not: unless the estimate is known to
  /// be on the analysis scale, the interval comes first.
  private func foundPrecision(intervalFirst: Bool) -> EffectColumns.Precision? {
    let interval = found(DefaultNames.interval).map {
      EffectColumns.Precision.interval(low: $0[0], high: $0[1])
    }
    if intervalFirst, let interval { return interval }
    if let variance = found(DefaultNames.variance) { return .variance(variance[0]) }
    if let se = found(DefaultNames.standardError) { return .standardError(se[0]) }
    return interval
  }

  /// The table's spelling of the columns asked for; nil if none is.
  private func exact(_ names: [String]) -> [String]? {
    names.isEmpty ? nil : names.compactMap { table.findColumn($0)?.name }
  }

  /// The first set of names of which the table has all.
  private func found(_ sets: [[String]]) -> [String]? {
    for set in sets {
      let names = set.compactMap { table.findColumn($0)?.name }
      if names.count == set.count { return names }
    }
    return nil
  }

  private func problem(_ problem: DataProblem) -> DataProblems { DataProblems([problem], in: table.source) }
}
