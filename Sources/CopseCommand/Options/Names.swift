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

extension DoubleZeros: ExpressibleByArgument, NamedChoice {}
extension MethodName: ExpressibleByArgument, NamedChoice {}
extension RungRule: ExpressibleByArgument, NamedChoice {}

extension MeasureName: ExpressibleByArgument {
  /// The codes, for the help and for errors.
  public static var allValueStrings: [String] { all.map(\.code) }

  /// The measure of that code, in any case.
  public init?(argument: String) { self.init(code: argument) }
}

extension ModelName: ExpressibleByArgument {
  /// The names, for the help and for errors.
  public static var allValueStrings: [String] { names }

  /// The model of that name, in any case.
  public init?(argument: String) { self.init(name: argument) }
}

extension Tau2Estimator: ExpressibleByArgument {
  /// What may be given, for the help and for errors.
  public static var allValueStrings: [String] { all.map(\.code) + ["NUMBER"] }

  /// The choice of that name, in any case.
  public init?(argument: String) {
    self.init(parsing: argument)
  }

  /// The code, for the help.
  public var defaultValueDescription: String { code }
}

extension FreemanTukeySize: ExpressibleByArgument {
  /// What may be given, for the help and for errors.
  public static var allValueStrings: [String] { rules.map(\.name) + ["NUMBER"] }

  /// The choice of that name, in any case.
  public init?(argument: String) {
    self.init(parsing: argument)
  }

  /// The name, for the help.
  public var defaultValueDescription: String { name }
}
