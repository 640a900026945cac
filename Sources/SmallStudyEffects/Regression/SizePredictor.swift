import EffectSizes

/// By what small and large studies are told apart in a regression. metafor: `regtest(predictor = )`.
public enum SizePredictor: String, Sendable, CaseIterable, Codable {
  /// The standard error √vᵢ.
  case sei
  /// The variance vᵢ.
  case vi
  /// The sample size nᵢ.
  case ni
  /// 1/nᵢ.
  case ninv
  /// √nᵢ.
  case sqrtni
  /// 1/√nᵢ.
  case sqrtninv

  /// What it is, in words.
  public var words: String {
    switch self {
    case .sei: "the standard error"
    case .vi: "the sampling variance"
    case .ni: "the sample size"
    case .ninv: "1/n"
    case .sqrtni: "√n"
    case .sqrtninv: "1/√n"
    }
  }

  /// Whether it goes to 0 as a study grows, so that the intercept is the effect in an infinitely large one.
  public var hasLimit: Bool { self != .ni && self != .sqrtni }

  /// Whether it is made of the sample size.
  public var needsSizes: Bool { self != .sei && self != .vi }

  /// Its values.
  ///
  /// - Throws: ``SmallStudyError/missingData(_:study:)`` where a study has no sample size.
  func values(_ effects: EffectSizes, sizes: [Double?]) throws(SmallStudyError) -> [Double] {
    switch self {
    case .sei: return effects.studies.map(\.sei)
    case .vi: return effects.vi
    case .ni: return try effects.known(sizes)
    case .ninv: return try effects.known(sizes).map { 1 / $0 }
    case .sqrtni: return try effects.known(sizes).map { $0.squareRoot() }
    case .sqrtninv: return try effects.known(sizes).map { 1 / $0.squareRoot() }
    }
  }
}
