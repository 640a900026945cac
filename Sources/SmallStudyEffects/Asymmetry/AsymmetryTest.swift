import EffectSizes

/// A test of whether the funnel is asymmetric. Each is documented in the file of its name.
public enum AsymmetryTest: String, Sendable, CaseIterable, Codable {
  /// Egger's regression.
  case egger
  /// Egger's regression in a mixed-effects model.
  case eggerMixed = "egger-mixed"
  /// Begg and Mazumdar's rank correlation.
  case begg
  /// Harbord's regression of scores.
  case harbord
  /// Peters' regression on 1/n.
  case peters
  /// Macaskill's regression on n.
  case macaskill
  /// Macaskill's regression on n with weights from pooled risks.
  case macaskillPooled = "macaskill-pooled"
  /// Thompson and Sharp's regression with an additive variance.
  case thompsonSharp = "thompson-sharp"
  /// Deeks' regression for diagnostic odds ratios.
  case deeks
  /// Schwarzer's rank correlation of counts.
  case schwarzer
  /// Pustejovsky and Rodgers' regression for standardized mean differences.
  case pustejovsky

  /// The fewest studies for which a test is made without being asked for.
  ///
  /// Source: Sterne JAC and others (2011), *BMJ* 343:d4002.
  public static let fewestStudies = 10

  /// The name in print.
  public var title: String {
    switch self {
    case .egger: "Egger"
    case .eggerMixed: "Egger, mixed-effects"
    case .begg: "Begg"
    case .harbord: "Harbord"
    case .peters: "Peters"
    case .macaskill: "Macaskill"
    case .macaskillPooled: "Macaskill, pooled variance"
    case .thompsonSharp: "Thompson-Sharp"
    case .deeks: "Deeks"
    case .schwarzer: "Schwarzer"
    case .pustejovsky: "Pustejovsky-Rodgers"
    }
  }

  /// Whether a ``SizePredictor`` can be chosen.
  public var takesPredictor: Bool { self == .egger || self == .eggerMixed }

  /// Whether it ranks the studies, so that there is a choice of ``RankPValue``.
  public var isRankTest: Bool { self == .begg || self == .schwarzer }

  /// Makes the test. O(k), the rank tests O(k²) or, exactly, O(k³).
  ///
  /// - Throws: ``SmallStudyError`` where the studies are too few or all alike, lack what the test works on, or have a
  ///   measure that it is not made for.
  public func run(
    _ effects: EffectSizes, _ options: AsymmetryOptions = AsymmetryOptions()
  ) throws(SmallStudyError) -> AsymmetryResult {
    guard effects.k > 2 else { throw .tooFewStudies(effects.k, smallest: 3) }
    switch self {
    case .egger: return try EggerTest.run(effects, options)
    case .eggerMixed: return try MixedEggerTest.run(effects, options)
    case .begg: return try BeggTest.run(effects, options)
    case .harbord: return try HarbordTest.run(effects, options)
    case .peters: return try PetersTest.run(effects, options)
    case .macaskill: return try MacaskillTest.run(effects, options)
    case .macaskillPooled: return try MacaskillTest.runPooled(effects, options)
    case .thompsonSharp: return try ThompsonSharpTest.run(effects, options)
    case .deeks: return try DeeksTest.run(effects, options)
    case .schwarzer: return try SchwarzerTest.run(effects, options)
    case .pustejovsky: return try PustejovskyTest.run(effects, options)
    }
  }

  /// Refuses measures that the test is not made for.
  func requireMeasure(_ effects: EffectSizes, _ codes: [String]) throws(SmallStudyError) {
    guard codes.contains(effects.measure.code) else {
      throw .measureNotSupported(
        method: "this test", measure: effects.measure.code, supported: codes.joined(separator: ", "))
    }
  }
}
