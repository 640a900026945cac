/// What is left out together: each study by itself, or all studies of a cluster, such as a center.
public struct StudyClusters: Sendable, Equatable {
  /// One cluster.
  public struct Cluster: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// The places of its studies.
    public let places: [Int]
  }

  /// The clusters, in the order in which they first appear.
  public let clusters: [Cluster]

  /// Each study by itself.
  public init(each labels: [String]) {
    clusters = labels.enumerated().map { Cluster(name: $1, places: [$0]) }
  }

  /// The studies with the same name together; a study without a name (nil or empty) stands by itself under its label.
  public init(named names: [String?], labels: [String]) {
    precondition(names.count == labels.count, "a name or none for each study")
    var order: [String] = []
    var places: [String: [Int]] = [:]
    var alone: [Cluster] = []
    for (place, name) in names.enumerated() {
      guard let name, !name.isEmpty else {
        alone.append(Cluster(name: labels[place], places: [place]))
        continue
      }
      if places[name] == nil { order.append(name) }
      places[name, default: []].append(place)
    }
    let named = order.map { Cluster(name: $0, places: places[$0] ?? []) }
    clusters = (named + alone).sorted { $0.places[0] < $1.places[0] }
  }
}
