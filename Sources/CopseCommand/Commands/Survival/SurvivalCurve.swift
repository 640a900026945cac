import ArgumentParser
import MetaAnalysis

/// `copse survival curve`.
struct SurvivalCurve: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve",
    abstract: "The summary survival curve of several studies.",
    discussion: """
      One row per study and time: survival at the time, and how many were at risk at the start of the interval that \
      ends there. The method is that of Combescure, Foucher and Jackson (2014).

      EXAMPLES
        copse survival curve curves.csv
        copse survival curve curves.csv -o curves.svg
        copse survival curve curves.csv --by design --model both --times 6,12,24,36
        copse survival curve curves.csv --percent surv_pct --total n \\
          --follow-up fu_min,fu_max
        copse survival curve curves.csv --interval draws --draws 20000 --seed 7 \\
          --format json
      """)

  @OptionGroup(title: "Data") var data: CurveOptions
  @OptionGroup(title: "Model") var model: CurveModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    let models = try model.models()
    let input = try Input(data.data)
    let read = try data.curves(input)
    let result = try Self.fit(models, read, hasStrata: data.by != nil)
    try output.refuseIfStrict(result.warnings)
    return Presented(
      text: { result.text }, markdown: { result.markdown }, csv: { result.table.csv },
      document: { result.document(Provenance(of: input)) },
      figure: { .chart(result.chart(of: read.curves)) },
      remarks: { warn(excluded: result.excluded.map(Self.namingLine), warnings: result.warnings) },
      sections: { result.sections }, warnings: result.warnings)
  }

  /// Where a row is left out and not the whole study, with its line.
  static func namingLine(_ exclusion: Exclusion) -> Exclusion {
    guard let line = exclusion.line else { return exclusion }
    return Exclusion(label: "\(exclusion.label), line \(line),", line: line, reason: exclusion.reason)
  }

  /// Fits each model to the curves that were read.
  static func fit(_ models: [SummaryCurve], _ read: StudyCurves, hasStrata: Bool) throws(Failure)
    -> CurveResult
  {
    do throws(SummaryCurveError) {
      if hasStrata {
        var strata: [SummaryCurveStrata] = []
        for model in models { strata.append(try model.fitStrata(read.curves)) }
        return CurveResult(strata: strata, excluded: read.excluded)
      }
      var fits: [SummaryCurveFit] = []
      for model in models { fits.append(try model.fit(read.curves)) }
      return CurveResult(fits, excluded: read.excluded)
    } catch {
      throw .analysis(error.description)
    }
  }
}
