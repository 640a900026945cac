import EffectSizes

/// Which test of asymmetry suits a measure, and why.
///
/// The rule: the predictor must not depend on the effect where there is none. A log odds ratio and its standard error do,
/// as do proportions, standardized mean differences and correlations. Source: Sterne JAC and others (2011), *BMJ*
/// 343:d4002; *Cochrane Handbook* 6, section 13.3.5.4; Pustejovsky JE, Rodgers MA (2019), *Res Synth Methods*
/// 10:57–71; Hunter JP and others (2014), *J Clin Epidemiol* 67:897–903.
public struct AsymmetryChoice: Sendable, Equatable {
  /// The test.
  public let test: AsymmetryTest
  /// The predictor of Egger's test; nil for its own.
  public let predictor: SizePredictor?
  /// Why this one, as a sentence.
  public let reason: String

  /// The test with its predictor, where that is not its own: "Egger by 1/n".
  public var words: String { predictor.map { "\(test.title) by \($0.words)" } ?? test.title }

  /// The test for these effects.
  public init(for effects: EffectSizes, sizes: [Double?]? = nil) {
    let sizes = sizes ?? effects.studies.map(\.size)
    let hasSizes = !sizes.contains { $0 == nil }
    let name = effects.measure.name
    switch (effects.measure.code, effects.studies.first?.counts) {
    case ("OR", .twoGroups), ("PETO", .twoGroups):
      self.init(
        .harbord,
        "a log odds ratio and its standard error depend on each other, a score and its variance hardly")
    case ("AS", .twoGroups):
      self.init(.thompsonSharp, "the variance of an arcsine difference depends on the sizes alone")
    case ("RD", .twoGroups):
      self.init(.peters, "1/n does not depend on the risks; no test is established for risk differences")
    case (_, .twoGroups):
      self.init(.peters, "a \(name) and its standard error depend on each other, and 1/n on neither")
    case ("PAS", .oneGroup), ("PFT", .oneGroup):
      self.init(.egger, by: .ninv, "the variance on the arcsine scale depends on the size alone")
    case (_, .oneGroup):
      self.init(.peters, "the standard error of a proportion depends on the proportion, 1/n does not")
    case ("SMD", .twoGroupMeans), ("SMDH", .twoGroupMeans), ("D2ORL", .twoGroupMeans),
      ("D2ORN", .twoGroupMeans):
      self.init(.pustejovsky, "a standardized difference and its standard error depend on each other")
    case ("SMCC", .pairedMeans), ("SMCR", .pairedMeans):
      self.init(
        .egger, by: .sqrtninv,
        "a standardized change and its standard error depend on each other, 1/√n on neither")
    case ("COR", .correlation), ("UCOR", .correlation):
      self.init(.egger, by: .sqrtninv, "the standard error of a correlation depends on the correlation")
    case (_, .oneGroupRate), (_, .twoGroupRates):
      self.init(.egger, by: .ninv, "the standard error of a rate depends on the rate, 1/person-time does not")
    case (_, .survival) where !hasSizes:
      self.init(
        .egger,
        "without the sizes of the studies there is no predictor but the standard error, though that depends"
          + " on the survival")
    case ("SAS", .survival):
      self.init(.egger, by: .ninv, "the variance on the arcsine scale depends on the size alone")
    case (_, .survival):
      self.init(.egger, by: .ninv, "the standard error of a survival depends on the survival, 1/n does not")
    default:
      self.init(.egger, "effects and standard errors do not depend on each other by construction")
    }
  }

  private init(_ test: AsymmetryTest, by predictor: SizePredictor? = nil, _ reason: String) {
    self.test = test
    self.predictor = predictor
    self.reason = reason
  }
}
