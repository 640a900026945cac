import EffectSizes
import Figures
import Pooling
import SmallStudyEffects

extension BiasPart {
  /// PET and PEESE, beside the result that they question.
  public init(petPeese result: PetPeese, of pooled: PoolResult) {
    let effects = pooled.fit.effects
    var table = ResultTable(columns: [
      "estimator", "chosen", "effect", "se", "lower", "upper", "statistic", "df", "p", "one_sided_p",
      "display_value", "display_lower", "display_upper", "slope", "slope_se", "slope_lower", "slope_upper",
      "slope_p", "dispersion",
    ])
    for (estimator, line) in [(PetPeese.Estimator.pet, result.pet), (.peese, result.peese)] {
      let shown = BiasText.displayed(line.effect, pooled)
      let head: [ResultTable.Value] = [.text(estimator.rawValue), .bool(result.chosen == estimator)]
      let tests: [ResultTable.Value] = [
        .init(line.effect.statistic), .init(line.effect.df), .init(line.effect.p),
        estimator == .pet ? .init(result.oneSidedP) : .missing,
      ]
      let display: [ResultTable.Value] = [.number(shown.value), .number(shown.lower), .number(shown.upper)]
      table.append(
        head + BiasText.cells(line.effect) + tests + display + BiasText.cells(line.slope)
          + [.init(line.slope.p), .number(line.dispersion)])
    }
    self.init(
      key: "pet-peese",
      sections: [
        ReportSection(
          title: "PET-PEESE: the effect without sampling error",
          pairs: [
            ("PET", BiasText.words(result.pet.effect, pooled)),
            ("PEESE", BiasText.words(result.peese.effect, pooled)), ("Taken", Self.rule(result)),
            ("Pooled", BiasText.words(pooled.fit.estimate, pooled)),
          ])
      ], table: table,
      warnings: AsymmetryWarnings.about(effects), assumingIndependence: ["PET-PEESE"])
  }

  private static func rule(_ result: PetPeese) -> String {
    guard let chosen = result.chosen, let p = result.oneSidedP else {
      return "none: the rule needs a value of no effect, which this measure does not have"
    }
    let test = "PET's effect has a one-sided \(NumberText.pStatement(p))"
    return chosen == .peese
      ? "PEESE, since \(test), below 0.10" : "PET, since \(test), not below 0.10"
  }
}
