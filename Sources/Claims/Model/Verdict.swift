/// What became of a claim when its number was derived anew.
///
/// The raw values are the words of the command's output. They stand in order of weight.
public enum Verdict: String, Sendable, CaseIterable, Codable {
  /// The review's own data exclude it: an impossible percentage, a row that says otherwise, the opposite direction.
  case contradicted
  /// The derivation gives another number.
  case notReproduced = "not-reproduced"
  /// The derivation differs by no more than one unit of the last printed digit, or gives the printed number among
  /// others that fit.
  case withinRounding = "within-rounding"
  /// The derivation, from other numbers than the claim's own, gives what is printed, digit by digit.
  case reproduced
  /// The derivation would need what the review does not print.
  case notCheckable = "not-checkable"

  /// Whether `--strict` takes it for a failure: `contradicted` and `not-reproduced`. What cannot be checked is no
  /// failure of the review's arithmetic.
  public var isFailure: Bool { self == .contradicted || self == .notReproduced }
}
