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
    guard let first = found.first(where: { $0.kind == .oneGroupSurvival }) ?? found.first else {
      throw problem(.noStudyData(kinds: kinds, columns: table.columnNames, at: table.headerRange))
    }
    if found.count > 1 {
      notes.append(
        .severalKinds(
          used: first.kind, others: found.map(\.kind).filter { $0 != first.kind }, at: table.headerRange))
    }
    return first
  }

  /// The kinds that the options allow, in the order of preference.
  private func candidateKinds() throws(DataProblems) -> [DataKind] {
    let named = request.named
    let precision = named.filter { [.se, .variance, .ci].contains($0.option) }
    let isSurvival = request.kind == .oneGroupSurvival || isAnyNamed([.survival, .at, .atRisk])
    if precision.count > 1, !isSurvival { throw problem(.severalPrecisions()) }
    if !request.ci.isEmpty, request.ci.count != 2 { throw problem(.needsTwoLimits(found: request.ci.count)) }
    let allowed = DataKind.allCases.filter { kind in
      named.allSatisfy { kind.columns[$0.option] == $0.count }
    }
    guard let first = allowed.first else { throw problem(conflict(named)) }
    guard let wanted = request.kind else { return allowed }
    if !allowed.contains(wanted) { throw problem(.wrongKind(wanted: wanted, named: first)) }
    return [wanted]
  }

  /// What is wrong with options that no kind of data has together.
  private func conflict(_ named: [(option: ColumnOption, count: Int)]) -> DataProblem {
    let options = Set(named.map(\.option))
    let counts: Set<ColumnOption> = [.events, .total, .percent]
    if options.isSubset(of: counts) {
      return .unequalGroups(
        events: request.events.count, total: request.total.count, percent: request.percent.count)
    }
    let effects: Set<ColumnOption> = [.estimate, .se, .variance, .ci]
    if options.isSubset(of: counts.union(effects)) { return .countsAndEffects() }
    return .conflictingOptions(named.map { ($0.option.rawValue, $0.count) })
  }

  private func columns(of kind: DataKind) -> StudyColumns? {
    switch kind {
    case .oneGroupCounts:
      return counts(groups: 1, DefaultNames.oneGroup).map { .oneGroupCounts($0[0]) }
    case .twoGroupCounts:
      return counts(groups: 2, DefaultNames.twoGroups).map { .twoGroupCounts(first: $0[0], second: $0[1]) }
    case .oneGroupRates: return rates(DefaultNames.oneGroupRates).map { .oneGroupRates($0[0]) }
    case .twoGroupRates:
      return rates(DefaultNames.twoGroupRates).map { .twoGroupRates(first: $0[0], second: $0[1]) }
    case .oneGroupMeans: return means(groups: 1, DefaultNames.oneGroupMeans).map { .oneGroupMeans($0[0]) }
    case .twoGroupMeans:
      return means(groups: 2, DefaultNames.twoGroupMeans).map {
        .twoGroupMeans(first: $0[0], second: $0[1])
      }
    case .pairedMeans: return pairedMeans().map { .pairedMeans($0) }
    case .correlations: return correlations().map { .correlations($0) }
    case .logRank:
      return chosen([.observedMinusExpected, .v], DefaultNames.logRank).map {
        .logRank(LogRankColumns(observedMinusExpected: $0[0], variance: $0[1]))
      }
    case .readyEffects: return effects().map { .readyEffects($0) }
    case .oneGroupSurvival: return survival().map { .oneGroupSurvival($0) }
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

  /// The columns of each group's events and person-time.
  private func rates(_ names: [[String]]) -> [RateColumns]? {
    chosen([.events, .time], names).map { columns in
      stride(from: 0, to: columns.count, by: 2).map {
        RateColumns(events: columns[$0], time: columns[$0 + 1])
      }
    }
  }

  /// The columns of each group's mean, or of its quantiles.
  ///
  /// Where quantiles are named and means are not, only the quantiles count.
  private func means(groups: Int, _ names: DefaultNames.MeanNames) -> [MeanColumns]? {
    guard let total = chosen([.total], names.total) else { return nil }
    let namesQuantiles = isAnyNamed([.median, .q1, .q3, .min, .max])
    let namesMoments = isAnyNamed([.mean, .sd])
    let moments = namesQuantiles && !namesMoments ? nil : chosen([.mean, .sd], names.moments)
    let median = chosen([.median], names.median)
    let quartiles = chosen([.q1, .q3], names.quartiles)
    let range = chosen([.min, .max], names.range)
    if namesMoments, moments == nil { return nil }
    if isAnyNamed([.q1, .q3]), quartiles == nil { return nil }
    if isAnyNamed([.min, .max]), range == nil { return nil }
    let hasQuantiles = median != nil && (quartiles != nil || range != nil)
    if namesQuantiles, !hasQuantiles { return nil }
    guard moments != nil || hasQuantiles else { return nil }
    return (0..<groups).map { group in
      func pair(_ names: [String]?) -> [String] {
        names.map { Array($0[(2 * group)..<(2 * group + 2)]) } ?? []
      }
      let quantiles = median.flatMap { median in
        hasQuantiles
          ? MeanColumns.Quantiles(median: median[group], quartiles: pair(quartiles), range: pair(range)) : nil
      }
      let both = pair(moments)
      if let quantiles, both.isEmpty { return MeanColumns(quantiles: quantiles, total: total[group]) }
      return MeanColumns(mean: both[0], sd: both[1], total: total[group], quantiles: quantiles)
    }
  }

  private func pairedMeans() -> PairedMeanColumns? {
    guard let moments = chosen([.mean, .sd], DefaultNames.pairedMeans),
      let total = chosen([.total], DefaultNames.oneGroup.total),
      let correlation = chosen([.correlation], DefaultNames.correlation)
    else { return nil }
    return PairedMeanColumns(
      mean: [moments[0], moments[2]], sd: [moments[1], moments[3]], total: total[0],
      correlation: correlation[0])
  }

  private func correlations() -> CorrelationColumns? {
    guard let correlation = chosen([.correlation], DefaultNames.correlation),
      let total = chosen([.total], DefaultNames.oneGroup.total)
    else { return nil }
    return CorrelationColumns(correlation: correlation[0], total: total[0])
  }

  private func isAnyNamed(_ options: [ColumnOption]) -> Bool {
    options.contains { !request.names($0).isEmpty }
  }

  /// The first set of names with all columns in the table, in which columns that are asked for take the place
  /// of the usual ones. A set holds the columns of all options for the first group, then for the second.
  private func chosen(_ options: [ColumnOption], _ sets: [[String]]) -> [String]? {
    for set in sets {
      let names = set.enumerated().compactMap { index, usual in
        let asked = request.names(options[index % options.count])
        return table.findColumn(asked.isEmpty ? usual : asked[index / options.count])?.name
      }
      if names.count == set.count { return names }
    }
    return nil
  }

  /// The columns of survival at a time. Percentages are taken for survival only where that is asked for.
  private func survival() -> SurvivalColumns? {
    let isAsked = request.kind == .oneGroupSurvival || isAnyNamed([.survival, .at])
    guard let time = one(.at, DefaultNames.survivalTime) else { return nil }
    let survival: SurvivalColumns.Survival
    if request.percent.isEmpty, let name = one(.survival, DefaultNames.survival) {
      survival = .proportion(name)
    } else if isAsked, request.survival == nil, let name = one(.percent, DefaultNames.survivalPercent) {
      survival = .percent(name)
    } else {
      return nil
    }
    var columns = SurvivalColumns(survival: survival, time: time)
    columns.standardError = one(.se, DefaultNames.survivalError)
    columns.limits = exact(request.ci) ?? found(DefaultNames.survivalLimits) ?? []
    columns.atRisk = one(.atRisk, DefaultNames.atRisk)
    columns.total = one(.total, DefaultNames.oneGroup.total)
    columns.censored = one(.censored, DefaultNames.censored)
    columns.followUpMedian = one(.followUpMedian, DefaultNames.followUpMedian)
    columns.followUp = exact(request.followUp) ?? found(DefaultNames.followUp) ?? []
    return columns
  }

  /// The column that an option names, else the first of the usual ones.
  private func one(_ option: ColumnOption, _ usual: [[String]]) -> String? {
    (exact(request.names(option)) ?? found(usual))?.first
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
