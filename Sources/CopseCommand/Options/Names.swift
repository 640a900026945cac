import ArgumentParser
import MetaAnalysis

// The names of choices on the command line: a closed set each, in any case. The codes are those of the
// library, so that help, parsing, JSON and documentation have one spelling.

/// A choice whose names are the raw values of an enumeration.
protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension NamedChoice {
  init?(argument: String) {
    guard let choice = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() })
    else { return nil }
    self = choice
  }

  var defaultValueDescription: String { rawValue }
}

extension MeanTest: @retroactive ExpressibleByArgument, @retroactive _SendableMetatype, NamedChoice {}
extension PredictionMethod: @retroactive ExpressibleByArgument, NamedChoice {}
extension I2Definition: @retroactive ExpressibleByArgument, NamedChoice {}
extension ProportionInterval: @retroactive ExpressibleByArgument, NamedChoice {}
extension ContinuityCorrection.Rule: @retroactive ExpressibleByArgument, NamedChoice {}
extension MantelHaenszel.RiskDifferenceVariance: @retroactive ExpressibleByArgument, NamedChoice {}
