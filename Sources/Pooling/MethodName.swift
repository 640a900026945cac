/// How studies are pooled.
public enum MethodName: String, Sendable, CaseIterable, Codable {
  /// By inverse variance.
  case iv
  /// By Mantel and Haenszel, see ``MantelHaenszel``.
  case mh
  /// By Peto, see ``Peto``.
  case peto
  /// By a mixed model on the counts, see ``MixedModel``.
  case glmm
  /// By the beta-binomial likelihood, see ``BetaBinomial``.
  case betaBinomial = "beta-binomial"

  /// Whether the counts are pooled by their own likelihood.
  public var isLikelihood: Bool { self == .glmm || self == .betaBinomial }

  /// The codes of the measures that it pools; nil for all.
  public var measures: [String]? {
    switch self {
    case .iv: nil
    case .mh: ["RR", "OR", "RD", "IRR", "IRD"]
    case .peto: ["OR", "PETO", "HR"]
    case .glmm: LikelihoodCounts.measures
    case .betaBinomial: ["PLO"]
    }
  }
}

/// Whether the studies' true effects vary.
public enum ModelName: String, Sendable, CaseIterable, Codable {
  /// They vary.
  case random
  /// All studies estimate one effect; also called fixed.
  case common

  /// The names that are understood.
  public static let names = ["random", "common", "fixed"]

  /// The model of that name, in any case; nil where there is none.
  public init?(name: String) {
    let name = name.lowercased()
    self.init(rawValue: name == "fixed" ? "common" : name)
  }
}
