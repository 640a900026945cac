/// What is said about the order of two arms.
public struct ArmComparison: Sendable, Equatable {
  /// The order that is claimed of the first arm's value against the second's.
  public enum Direction: String, Sendable, CaseIterable, Codable {
    /// Less than the second arm's.
    case lower
    /// More than the second arm's.
    case higher
    /// The same printed values.
    case same
    /// Any: only the significance is claimed.
    case any
    /// The studies differ in it.
    case mixed
  }

  /// In how many of the studies it is claimed to hold.
  public enum Studies: String, Sendable, CaseIterable, Codable {
    /// In every one.
    case all
    /// In one at least.
    case some
  }

  /// The arms.
  public let arms: Arms
  /// The order claimed.
  public let direction: Direction
  /// Whether a difference at the 5 % level is claimed, or claimed to be absent; nil where neither is.
  public let significant: Bool?
  /// The rows with the printed p-values.
  public let pValues: RowSelection?
  /// A row with the size of both arms together, for arms without sizes.
  public let total: RowSelection?
  /// In how many studies.
  public let studies: Studies

  /// Describes a comparison.
  public init(
    arms: Arms, direction: Direction, significant: Bool? = nil, pValues: RowSelection? = nil,
    total: RowSelection? = nil, studies: Studies = .all
  ) {
    self.arms = arms
    self.direction = direction
    self.significant = significant
    self.pValues = pValues
    self.total = total
    self.studies = studies
  }
}
