import MetaAnalysis

/// The pooled result that `copse bias` questions, with all that its parts need to question it.
struct BiasQuestion {
  /// The data and the options, with what a preset filled in.
  let analysis: Analysis
  /// The model that was fitted, to be fitted again.
  let model: any PoolingModel
  /// The model's options, with what a preset filled in.
  let options: ModelOptions
  /// The result.
  let result: PoolResult

  /// The sizes of the studies: people, or the person-time of rates; nil where they are not known.
  let sizes: [Double?]

  /// Fits the model.
  ///
  /// - Parameter size: the column of the studies' sizes, where the effects do not come with them.
  init(_ analysis: Analysis, size: String?) throws {
    self.analysis = analysis
    guard let options = analysis.options.model else { preconditionFailure("the analysis has a model") }
    self.options = options
    model = try analysis.poolingModel()
    result = try analysis.pool()
    sizes =
      try size.map { try analysis.sizes(inColumn: $0) } ?? result.fit.effects.studies.map(\.size)
  }

  /// The effect sizes.
  var effects: EffectSizes { result.fit.effects }
  /// The confidence level.
  var level: Double { analysis.options.measure.level.value }
}

extension BiasQuestion {
  /// PET-PEESE.
  var petPeese: BiasPart {
    BiasPart(.petPeese, title: "PET-PEESE") { () throws(SmallStudyError) in
      BiasPart(petPeese: try PetPeese(effects, level: level), of: result)
    }
  }

  /// The limit meta-analysis, at the τ² of the model.
  var limit: BiasPart {
    BiasPart(.limit, title: "Limit meta-analysis") { () throws(SmallStudyError) in
      BiasPart(
        limit: try LimitMetaAnalysis(
          effects, tau2: result.fit.heterogeneity.tau2 ?? 0, level: level), of: result)
    }
  }
}

extension Analysis {
  /// The sizes of the studies in a column of their table; every cell that is not missing holds a number above 0.
  fileprivate func sizes(inColumn name: String) throws -> [Double?] {
    var problems: [DataProblem] = []
    let cells = try table.column(named: name).numbers(.positive, reporting: &problems)
    guard problems.isEmpty else { throw DataProblems(problems, in: table.source) }
    let rows = effects.rows(of: table, excluded: excluded)
    guard rows.count == effects.k else {
      throw Failure.usage("--size needs one row of the table for each study")
    }
    return rows.map { cells[$0] }
  }
}
