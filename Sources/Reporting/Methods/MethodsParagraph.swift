import EffectSizes
import Figures
import Pooling
import StudyData

/// One paragraph on how a result was made, with its references, to be put into a manuscript.
///
/// It states every choice of the analysis and nothing about the results.
public struct MethodsParagraph: Sendable, Equatable {
  /// The paragraph.
  public let text: String
  /// The sources that it cites, in the order of their first mention.
  public let references: [Citation]

  /// Describes how `result` was made by this version of the program.
  ///
  /// - Parameters:
  ///   - result: the result.
  ///   - version: the version.
  ///   - alignment: the assumption by which survivals were moved in time; nil where none were.
  public init(_ result: PoolResult, version: String, alignment: String? = nil) {
    var writer = Writer()
    writer.model(result)
    writer.survivals(result.fit.effects, alignment: alignment)
    writer.betweenStudies(result.fit.model)
    writer.inference(result.fit.model)
    writer.studies(result)
    writer.subgroups(result)
    writer.say("The analysis was made with Copse \(version).")
    text = writer.sentences.joined(separator: " ")
    references = writer.references
  }

  /// The paragraphs of several results as one, each after the name of its result, the references once; nil for none.
  ///
  /// - Parameter parts: the names of the results and their paragraphs; of one alone the name is left out.
  public init?(joining parts: [(name: String, paragraph: MethodsParagraph)]) {
    guard !parts.isEmpty else { return nil }
    text =
      parts.count == 1
      ? parts[0].paragraph.text
      : parts.map { "\($0.name): \($0.paragraph.text)" }.joined(separator: " ")
    var all: [Citation] = []
    for citation in parts.flatMap(\.paragraph.references) where !all.contains(citation) {
      all.append(citation)
    }
    references = all
  }

  /// The paragraph and the list of references, each after `heading` and its title.
  public func page(heading: String) -> String {
    "\(heading)Methods\n\n\(text)\n\n\(heading)References\n\n" + references.map { "- \($0.entry)\n" }.joined()
  }

  /// The paragraph and the references as JSON.
  public var json: JSONValue {
    .object([
      .init("text", .string(text)),
      .init("references", .array(references.map { .string($0.entry) })),
    ])
  }
}

/// Gathers sentences and the sources that they cite.
private struct Writer {
  var sentences: [String] = []
  var references: [Citation] = []

  mutating func say(_ sentence: String) { sentences.append(sentence) }

  /// " (A; B)", each remembered.
  mutating func cite(_ citations: Citation...) -> String {
    for citation in citations where !references.contains(citation) { references.append(citation) }
    return " (" + citations.map(\.key).joined(separator: "; ") + ")"
  }

  mutating func model(_ result: PoolResult) {
    let model = result.fit.model
    let measure = result.measure.name
    let studies = result.fit.k == 1 ? "one study" : "\(result.fit.k) studies"
    switch model.method {
    case "mh":
      let sources =
        switch TwoGroupMeasure(rawValue: result.measure.code) {
        case .oddsRatio: cite(.mantelHaenszel, .robins)
        case .riskDifference: cite(.mantelHaenszel, model.variance == "sato" ? .sato : .greenlandRobins)
        default: cite(.mantelHaenszel, .greenlandRobins)
        }
      say(
        "The \(measure) of \(studies) was pooled under a common effect by the Mantel-Haenszel method\(sources)."
      )
    case "peto":
      let ratio = result.measure.code == LogRankHazardRatio.code ? "hazard ratio" : "odds ratio"
      say("The \(ratio) of \(studies) was pooled under a common effect by Peto's method\(cite(.yusuf)).")
    case "glmm":
      let effects = model.effects == "random" ? "random effects" : "a common effect"
      let approach = model.variance.flatMap { MixedModelApproach(rawValue: $0) }
      say(
        "The \(measure) of \(studies) was pooled under \(effects) by the likelihood of the counts, in a"
          + " generalized linear mixed model\(approach.map { ", \($0.rawValue): \($0.name)" } ?? "")\(cite(.stijnen))."
      )
    case "beta-binomial":
      say(
        "The \(measure) of \(studies) was pooled under random effects by the beta-binomial likelihood of the"
          + " counts\(cite(.kuss)).")
    default:
      let effects = model.effects == "random" ? "a random-effects model" : "a common-effect model"
      say("The \(measure) of \(studies) was pooled by inverse variance under \(effects).")
    }
    if result.measure.code == ProportionMeasure.freemanTukey.rawValue {
      say(
        "The double arcsine\(cite(.freemanTukey)) was transformed back with the sample size"
          + " \(result.size.name == "given" ? "given" : result.size.name + " over the studies")\(cite(.miller))."
      )
    }
  }

  mutating func betweenStudies(_ model: ModelDescription) {
    guard let code = model.tau2 else { return }
    if code == DerSimonianLairdMantelHaenszel.code {
      say(
        "The between-study variance was estimated by DerSimonian and Laird's method\(cite(.derSimonianLaird)) with"
          + " the Q around the Mantel-Haenszel value, as in RevMan 5.")
      return
    }
    guard let estimator = Tau2Estimator.all.first(where: { $0.code == code }) else {
      say("The between-study variance was set to \(code).")
      return
    }
    let source =
      switch estimator {
      case .reml, .maximumLikelihood: cite(.viechtbauer2005)
      case .derSimonianLaird: cite(.derSimonianLaird)
      case .hedges: cite(.hedgesOlkin)
      case .hunterSchmidt, .hunterSchmidtCorrected: cite(.hunterSchmidt)
      case .sidikJonkman: cite(.sidikJonkman2005)
      case .empiricalBayes: cite(.morris)
      case .pauleMandel: cite(.pauleMandel)
      case .pauleMandelMedian: cite(.pauleMandel, .viechtbauer2021)
      case .generalMoments: cite(.derSimonianKacker)
      case .generalMomentsMedian: cite(.derSimonianKacker, .viechtbauer2021)
      case .derSimonianLairdTwoStep, .hedgesTwoStep: cite(.derSimonianKacker)
      case .derSimonianLairdIterated: cite(.derSimonianLaird, .pauleMandel)
      case .given: ""
      }
    say("The between-study variance was estimated by the \(estimator.name) method\(source).")
    interval(model)
  }

  private mutating func interval(_ model: ModelDescription) {
    guard let method = model.tau2Interval.flatMap({ Tau2IntervalMethod(rawValue: $0) }) else { return }
    let source =
      switch method {
      case .qProfile: cite(.viechtbauer2007)
      case .generalizedQ: cite(.jackson2013)
      case .profileLikelihood: cite(.hardyThompson)
      case .biggerstaffJackson: cite(.biggerstaffJackson)
      }
    say("Its interval (\(percentText(model.level))) is by the \(method.name) method\(source).")
  }

  mutating func inference(_ model: ModelDescription) {
    let percent = percentText(model.level)
    switch MeanTest(rawValue: model.test) {
    case .hartungKnapp:
      say(
        "Confidence intervals (\(percent)) are those of Hartung and Knapp\(cite(.hartungKnapp, .sidikJonkman2002))."
      )
    case .hartungKnappConservative:
      say(
        "Confidence intervals (\(percent)) are those of Hartung and"
          + " Knapp\(cite(.hartungKnapp, .sidikJonkman2002)), with a variance never below that of Wald.")
    case .t:
      say(
        "Confidence intervals (\(percent)) use the t distribution on one degree of freedom less than studies."
      )
    case .z: say("Confidence intervals (\(percent)) use the normal distribution.")
    case .kenwardRoger:
      say("Confidence intervals (\(percent)) are those of Kenward and Roger\(cite(.kenwardRoger)).")
    case .satterthwaite:
      say(
        "Confidence intervals (\(percent)) use t on Satterthwaite's degrees of freedom\(cite(.satterthwaite))."
      )
    case .henmiCopas:
      say(
        "Confidence intervals (\(percent)) are those of Henmi and Copas, around the common-effect"
          + " mean\(cite(.henmiCopas)).")
    case nil: say("Confidence intervals (\(percent)): \(model.test).")
    }
    switch model.prediction.flatMap({ PredictionMethod(rawValue: $0) }) {
    case .hts:
      say("The prediction interval uses t on two degrees of freedom less than studies\(cite(.higgins2009)).")
    case .v:
      say("The prediction interval uses t on one degree of freedom less than studies\(cite(.veroniki)).")
    case .z: say("The prediction interval uses the normal distribution.")
    case .hk:
      say(
        "The prediction interval uses the Hartung-Knapp standard error and t on one degree of freedom less than studies."
      )
    default: break
    }
    let source = model.i2 == "q" ? "from Q" : "from the between-study and the typical sampling variance"
    say("I² was computed \(source)\(cite(.higginsThompson)).")
  }

  mutating func studies(_ result: PoolResult) {
    let effects = result.fit.effects
    if let correction = effects.correction {
      let corrected = effects.studies.filter { $0.correction > 0 }.count
      if corrected > 0, result.poolsCorrectedCounts {
        let amount = NumberText.exact(correction.amount) ?? ""
        say(
          "\(amount) was added to the cells of \(corrected) of \(effects.k) studies (rule:"
            + " \(correction.rule.rawValue)).")
      } else {
        say("No correction of zero cells entered the pooled result.")
      }
    }
    switch effects.interval {
    case .clopperPearson: say("Intervals of single studies are exact\(cite(.clopperPearson)).")
    case .wilson: say("Intervals of single studies are score intervals\(cite(.wilson)).")
    case .agrestiCoull:
      say("Intervals of single studies are those of Agresti and Coull\(cite(.agrestiCoull)).")
    case .wald, .onScale, nil: break
    }
    if !result.excluded.isEmpty {
      let list = result.excluded.map { "\($0.label) (\($0.reason))" }.joined(separator: "; ")
      say("Left out: \(list).")
    }
  }

  /// Where the standard errors of survivals come from.
  mutating func survivals(_ effects: EffectSizes, alignment: String?) {
    let rungs = effects.studies.compactMap(\.survivalRung)
    guard !rungs.isEmpty else { return }
    let sources = SurvivalRung.allCases.filter(rungs.contains).map { rung in
      "\(words(rung)) in \(rungs.filter { $0 == rung }.count)"
    }
    let (first, last) = (sources.dropLast().joined(separator: ", "), sources[sources.count - 1])
    say(
      "Each study's standard error of survival came from the first source that it reports:"
        + " \(first.isEmpty ? "" : first + " and ")\(last) of \(effects.k == 1 ? "1 study" : "\(effects.k) studies")."
    )
    let derived = rungs.filter(\.isDerived).count
    if derived > 0 {
      say(
        "\(derived == effects.k ? "All" : "\(derived)") of these rest on an assumption about when people were censored."
      )
    }
    if let alignment {
      say(
        "Each study's survival at the nearest time was moved to this one under the assumption \(alignment).")
    }
  }

  private mutating func words(_ rung: SurvivalRung) -> String {
    switch rung {
    case .standardError: "a reported standard error"
    case .plainInterval, .logInterval, .logMinusLogInterval, .otherInterval:
      "an \(rung.name)"
    case .lifeTable: "a life table\(cite(.greenwood))"
    case .atRisk: "the number at risk\(cite(.peto1977))"
    case .censored: "the number censored, as if they had left halfway\(cite(.cutlerEderer))"
    case .followUp:
      "the follow-up by Greenwood's variance, with censoring even over it and a constant hazard\(cite(.greenwood, .parmar))"
    case .total: "the number of people alone, as if nobody had been censored"
    }
  }

  mutating func subgroups(_ result: PoolResult) {
    guard let subgroups = result.subgroups else { return }
    let tau2 =
      result.fit.model.effects == "random" ? ", with \(subgroups.tau2) between-study variances" : ""
    say("Subgroups were pooled by themselves\(tau2), and compared by the Q between them\(cite(.borenstein)).")
  }

  private func percentText(_ level: Double) -> String {
    (NumberText.exact((level * 1e8).rounded() / 1e6) ?? "") + "%"
  }
}
