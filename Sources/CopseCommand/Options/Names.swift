import ArgumentParser
import MetaAnalysis

// The names of choices on the command line: a closed set each, in any case. The codes are those of the
// library, so that help, parsing, JSON and documentation have one spelling.

/// A choice whose names are the raw values of an enumeration.
protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension NamedChoice {
  /// The choice of that name, in any case.
  public init?(argument: String) {
    guard let choice = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() })
    else { return nil }
    self = choice
  }

  /// The names, for help and for messages.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }

  /// The name, for the help.
  public var defaultValueDescription: String { rawValue }
}

extension MeanTest: ExpressibleByArgument, NamedChoice {}
extension PredictionMethod: ExpressibleByArgument, NamedChoice {}
extension Tau2IntervalMethod: ExpressibleByArgument, NamedChoice {}
extension I2Definition: ExpressibleByArgument, NamedChoice {}
extension ProportionInterval: ExpressibleByArgument, NamedChoice {}
extension ContinuityCorrection.Rule: ExpressibleByArgument, NamedChoice {}
extension MantelHaenszel.RiskDifferenceVariance: ExpressibleByArgument, NamedChoice {}
extension RatioBias: ExpressibleByArgument, NamedChoice {}
extension ReportedScale: ExpressibleByArgument, NamedChoice {}
extension MixedModelApproach: ExpressibleByArgument, NamedChoice {}

/// `--by-tau2`.
enum SubgroupTau2: String, NamedChoice {
  case separate
  case common
}

/// `--double-zero`.
enum DoubleZeros: String, NamedChoice {
  case drop
  case keep
}

/// `--model`.
enum ModelName: String, ExpressibleByArgument {
  case random
  case common

  static let allValueStrings = ["random", "common", "fixed"]

  init?(argument: String) {
    let name = argument.lowercased()
    self.init(rawValue: name == "fixed" ? "common" : name)
  }
}

/// `--method`.
enum MethodName: String, NamedChoice {
  case iv
  case mh
  case peto
  case glmm
  case betaBinomial = "beta-binomial"

  /// Whether the counts are pooled by their own likelihood.
  var isLikelihood: Bool { self == .glmm || self == .betaBinomial }
}

extension Tau2Estimator: ExpressibleByArgument {
  /// What may be given, for the help and for errors.
  public static var allValueStrings: [String] { all.map(\.code) + ["NUMBER"] }

  /// The choice of that name, in any case.
  public init?(argument: String) {
    if let estimator = Self.all.first(where: { $0.code == argument.uppercased() }) {
      self = estimator
    } else if let value = Double(argument), value >= 0, value.isFinite {
      self = .given(value)
    } else {
      return nil
    }
  }

  /// The code, for the help.
  public var defaultValueDescription: String { code }
}

extension FreemanTukeySize: ExpressibleByArgument {
  /// What may be given, for the help and for errors.
  public static var allValueStrings: [String] { rules.map(\.name) + ["NUMBER"] }

  /// The choice of that name, in any case.
  public init?(argument: String) {
    if let rule = Self.rules.first(where: { $0.name == argument.lowercased() }) {
      self = rule
    } else if let size = Double(argument), size > 0, size.isFinite {
      self = .given(size)
    } else {
      return nil
    }
  }

  /// The name, for the help.
  public var defaultValueDescription: String { name }
}
