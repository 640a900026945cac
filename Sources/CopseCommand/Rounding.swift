import MetaAnalysis

extension Analysis {
  /// The same analysis of every study that has counts or a percentage: where several counts fit, the middle one is
  /// taken and noted, and all of them are searched for the smallest and the largest pooled value.
  ///
  /// - Precondition: the analysis was made with a model.
  func poolOverRounding() throws -> PoolResult {
    guard let model = options.model else { preconditionFailure("a model was given to the analysis") }
    guard model.by == nil else {
      throw Failure.usage(
        "--rounding searches one pooled value; leave out --by, or select a group with --where")
    }
    guard !choosesOnePer else {
      throw Failure.usage("--rounding pools every study with a percentage; leave out --one-per")
    }
    guard !options.usesMantelHaenszelQ else {
      throw Failure.usage("--rounding has no Q around the Mantel-Haenszel value; leave out --like")
    }
    let (possible, left) = try possibleEffects()
    var analysis = self
    analysis.effects = possible.effects.notingPossibilities(possible.choices.map(\.count))
    analysis.leaveOut(left)
    var result = try analysis.pool()
    let poolingModel = model.poolingModel(
      level: options.measure.level.value, poolsCorrectedCounts: options.poolsCorrectedCounts)
    result.rounding = try RoundingRange(poolingModel, over: possible)
    return result
  }

  private func possibleEffects() throws -> (PossibleEffects, [Exclusion]) {
    let (level, correction) = (options.measure.level.value, options.measure.requestedCorrection)
    switch (layout.columns, measure) {
    case (.oneGroupCounts(let columns), .proportion(let measure)):
      let read = try table.possibleOneGroupCounts(
        columns, labels: layout.labels, increment: layout.increment)
      return (
        try PossibleEffects(measure, of: read.rows, correction: correction, level: level), read.excluded
      )
    case (.twoGroupCounts(let first, let second), .twoGroups(let measure)):
      let read = try table.possibleTwoGroupCounts(
        first: first, second: second, labels: layout.labels, increment: layout.increment)
      return (
        try PossibleEffects(measure, of: read.rows, correction: correction, level: level), read.excluded
      )
    default:
      throw Failure.usage("--rounding is for counts and percentages of one group or of two")
    }
  }
}

extension EffectSizes {
  /// The same studies, those with several possibilities with a note of it.
  fileprivate func notingPossibilities(_ counts: [Int]) -> EffectSizes {
    EffectSizes(
      measure: measure,
      studies: zip(studies, counts).map { study, count in
        count == 1
          ? study : study.noting("the middle of \(count) possibilities that fit the printed percentage")
      }, excluded: excluded, level: level, correction: correction, interval: interval)
  }
}
