/// A data set that ships inside the command, so that every example of the help runs as it stands.
public struct BundledDataset: Sendable {
  /// A command that runs on this data set, and what it shows.
  public struct Example: Sendable {
    /// The whole command line.
    public let command: String
    /// One line on what the result shows.
    public let shows: String
  }

  /// What the two groups are.
  public struct Comparison: Sendable, Equatable {
    /// The first group, such as "Vaccine".
    public let first: String
    /// The second group.
    public let second: String
    /// Whether fewer events or lower values are better.
    public let lowerIsBetter: Bool
  }

  /// The name by which the command takes it for a file, such as `bcg-vaccine`.
  public let name: String
  /// One line on what it is.
  public let title: String
  /// Where the numbers come from and what they are good for.
  public let description: String
  /// Commands to start from.
  public let examples: [Example]
  /// The bytes of `data.csv`, as text.
  public let csv: String
  /// The bytes of `claims.yaml`, as text: what a review states about the data; nil where there is none.
  public let claims: String?
  /// The bytes of `studies.csv`, as text: the studies of a review; nil where there is none.
  public let studies: String?
  /// The bytes of `report.yaml`, as text: what `copse report` shows; nil where there is none.
  public let report: String?
  /// The declarations of multiverses, by name: the bytes of each `multiverse-NAME.yaml`, as text.
  public let multiverses: [String: String]
  /// What its two groups are; nil where it has none.
  public let comparison: Comparison?

  /// The data set of that name.
  public static func named(_ name: String) -> BundledDataset? {
    all.first { $0.name == name }
  }
}
