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

  /// Reads the data and fits the model.
  init(_ analysis: Analysis) throws {
    self.analysis = analysis
    guard let options = analysis.options.model else { preconditionFailure("the analysis has a model") }
    self.options = options
    model = try analysis.poolingModel()
    result = try analysis.pool()
  }

  /// The effect sizes.
  var effects: EffectSizes { result.fit.effects }
  /// The confidence level.
  var level: Double { analysis.options.measure.level.value }
}
