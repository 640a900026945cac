import ArgumentParser
import MetaAnalysis

/// `copse bias`.
struct BiasCommand: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "bias",
    abstract: "Small-study effects: whether small studies tell another story, and what follows.",
    discussion: """
      Drawn (-o NAME.svg, .pdf, .png or .html, --draw) is the funnel: with the studies that trim and fill puts in
      where --part trim-fill is shown, with the line of Egger's test where --part tests has one.

      EXAMPLES
        copse bias bcg-vaccine
        copse bias passive-smoking --log-ratio --part tests,trim-fill -o funnel.svg
        copse bias magnesium --measure OR --asymmetry all
        copse bias magnesium --measure OR --part funnel --format csv
        copse bias bcg-vaccine --asymmetry egger-mixed --predictor all --test z
        copse bias passive-smoking --log-ratio --part pet-peese,limit
        copse bias passive-smoking --log-ratio --part trim-fill --trim-estimator R0 --format csv
        copse bias bcg-vaccine --part fail-safe,excess --fail-safe-target 0.9
        copse bias bcg-vaccine --part all --format json
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      What is shown: \(BiasPartName.allValueStrings.joined(separator: ", ")), or all [default: \
      \(BiasPartName.standard.map(\.rawValue).joined(separator: ", "))].
      """, valueName: "name,…"),
    transform: ChoiceList<BiasPartName>.init(parsing:))
  var part: [ChoiceList<BiasPartName>] = []
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of the studies' sizes, where the effects do not come with them.", valueName: "column"))
  var size: String?
  // The options of the parts, in the order of the parts.
  @OptionGroup(title: "Tests of asymmetry") var tests: AsymmetryTestOptions
  @OptionGroup(title: "Trim and fill") var trimFill: TrimAndFillOptions
  @OptionGroup(title: "Fail-safe N") var failSafe: FailSafeOptions
  @OptionGroup(title: "Excess significance") var excess: ExcessOptions
  @OptionGroup(title: "Selection models") var selection: SelectionOptions
  @OptionGroup(title: "Funnel plot") var funnel: FunnelOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Figure") var picture: PictureOptions

  /// The options from which each part is made.
  private func options(of part: BiasPartName) -> any BiasPartOptions {
    switch part {
    case .tests: tests
    case .trimFill: trimFill
    case .failSafe: failSafe
    case .excess: excess
    case .petPeese: PlainBiasPart { $0.petPeese }
    case .limit: PlainBiasPart { $0.limit }
    case .selection: selection
    case .funnel: funnel
    }
  }

  func presented() throws -> Presented {
    let form = try output.form(standard: Self.standardFormat, picture)
    var names = try partNames(form)
    let question = try BiasQuestion(
      analyzed(data: data, measure: measure, model: model, like: preset.like, at: atColumn.at), size: size)
    if part.isEmpty, failSafe.given.isEmpty, names.contains(.failSafe), question.effects.measure.null == nil {
      names.removeAll { $0 == .failSafe }
      StandardError.write(
        "copse: note: no fail-safe N, since \(question.effects.measure.code) has no value of no effect; name one"
          + " with --fail-safe-null")
    }
    let report = BiasReport(
      try names.map { try options(of: $0).part(of: question) }, of: question.result)
    if let reason = report.refusal { throw Failure.analysis(reason) }
    try output.refuseIfStrict(report.warnings)
    let provenance = Provenance(of: question.analysis.input)
    let chart = { [names] in Figure.chart(try self.chart(of: question, names)) }
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.parts[0].table.csv },
      document: { report.document(provenance) }, figure: chart,
      remarks: {
        note(question.result.like)
        for part in report.parts {
          if let reason = part.refusal {
            StandardError.write("copse: note: \(part.key): not made: \(reason)")
          }
        }
        warn(excluded: question.result.excluded, warnings: report.warnings)
      }, sections: { report.sections }, warnings: report.warnings)
  }

  /// The funnel with what the parts shown add to it.
  private func chart(of question: BiasQuestion, _ names: [BiasPartName]) throws -> Chart {
    try funnel.refuseManyContours()
    let isTested = names.contains(.tests) && tests.areMade(of: question.effects.k)
    return Chart(
      funnel: try funnel.funnel(of: question.result, sizes: question.sizes), of: question.result,
      filled: names.contains(.trimFill) ? try? trimFill.filled(question) : nil,
      tests: isTested ? try tests.made(question) : nil)
  }

  /// The parts that are shown, after a look at whether the options belong to them.
  private func partNames(_ form: OutputOptions.Form) throws(Failure) -> [BiasPartName] {
    var names = part.isEmpty ? BiasPartName.standard : ChoiceList.joined(part)
    if form == .data(.csv) {
      if part.isEmpty { names = [BiasPartName.standard[0]] }
      guard names.count == 1 else {
        throw .usage(
          "CSV has one table, and \(names.count) parts are asked for"
            + " (\(names.map(\.rawValue).joined(separator: ", "))); name one with --part")
      }
    }
    let isFunnelDrawn = form.isPicture || picture.folder != nil
    for name in BiasPartName.allCases where !names.contains(name) && !(name == .funnel && isFunnelDrawn) {
      guard let option = options(of: name).given.first else { continue }
      throw .usage(
        "\(option) belongs to --part \(name.rawValue), which is not among the parts shown"
          + " (\(names.map(\.rawValue).joined(separator: ", ")))")
    }
    if size != nil, !names.contains(where: { $0 == .tests || $0 == .funnel }) {
      throw .usage("--size belongs to --part tests and funnel, which are not among the parts shown")
    }
    if model.by != nil {
      throw .usage("--by has no place here: choose the studies of a subgroup with --where")
    }
    return names
  }
}
