import Pooling

/// In which steps studies are added in a cumulative analysis.
public struct StudyOrder: Sendable, Equatable {
  /// A value that studies are ordered by.
  public enum Value: Sendable, Equatable {
    /// A number.
    case number(Double)
    /// A text.
    case text(String)
  }

  /// What is added in one step.
  public struct Step: Sendable, Equatable {
    /// The names of the studies or clusters.
    public let added: [String]
    /// The places of their studies, ascending.
    public let places: [Int]
    /// The value by which they come now; nil in the order of the data, and for studies without a value.
    public let value: Value?
  }

  /// The steps.
  public let steps: [Step]
  /// How many studies have no value and therefore come last.
  public let missing: Int
  /// What they are ordered by, for a message; nil in the order of the data.
  public let name: String?

  /// The order of the data, each study or cluster a step.
  public init(_ clusters: StudyClusters, isDescending: Bool = false) {
    let steps = clusters.clusters.map { Step(added: [$0.name], places: $0.places, value: nil) }
    self.steps = isDescending ? steps.reversed() : steps
    (missing, name) = (0, nil)
  }

  /// The order of some values: numbers by size, texts as Swift compares them, equal ones in the order of the data.
  /// Studies without a value come last, each by itself.
  ///
  /// A cluster is added whole, with the first of its studies. O(k log k).
  ///
  /// - Parameters:
  ///   - values: the values of the studies.
  ///   - name: what they are, for messages.
  ///   - clusters: what is added together.
  ///   - isDescending: whether the largest comes first.
  ///   - collapsesTies: whether what has the same value is one step.
  public init(
    by values: StudyValues.Values, named name: String, clusters: StudyClusters, isDescending: Bool = false,
    collapsesTies: Bool = false
  ) {
    let all = values.list
    precondition(
      clusters.clusters.reduce(0) { $0 + $1.places.count } == all.count, "a value or none for each study")
    var clusterOfPlace = [Int](repeating: 0, count: all.count)
    for (index, cluster) in clusters.clusters.enumerated() {
      for place in cluster.places { clusterOfPlace[place] = index }
    }
    var isAdded = [Bool](repeating: false, count: clusters.clusters.count)
    var steps: [Step] = []
    for place in values.sortedPlaces(isDescending: isDescending) where !isAdded[clusterOfPlace[place]] {
      isAdded[clusterOfPlace[place]] = true
      let cluster = clusters.clusters[clusterOfPlace[place]]
      if collapsesTies, let last = steps.last, let value = all[place], last.value == value {
        steps[steps.count - 1] = Step(
          added: last.added + [cluster.name], places: (last.places + cluster.places).sorted(), value: value)
      } else {
        steps.append(Step(added: [cluster.name], places: cluster.places, value: all[place]))
      }
    }
    self.steps = steps
    self.name = name
    missing = all.count { $0 == nil }
  }

  /// That studies without a value come last.
  public var warnings: [AnalysisWarning] {
    guard missing > 0, let name else { return [] }
    return [
      AnalysisWarning(
        code: "order-missing",
        message: missing == 1
          ? "one study has no \(name) and comes last" : "\(missing) studies have no \(name) and come last")
    ]
  }
}

extension StudyValues.Values {
  /// The values in one form.
  fileprivate var list: [StudyOrder.Value?] {
    switch self {
    case .numbers(let numbers): numbers.map { $0.map { .number($0) } }
    case .texts(let texts): texts.map { $0.map { .text($0) } }
    }
  }

  /// The places in order; those without a value last.
  fileprivate func sortedPlaces(isDescending: Bool) -> [Int] {
    switch self {
    case .numbers(let numbers): Self.sorted(numbers, isDescending)
    case .texts(let texts): Self.sorted(texts, isDescending)
    }
  }

  private static func sorted<Key: Comparable>(_ keys: [Key?], _ isDescending: Bool) -> [Int] {
    keys.indices.sorted { first, second in
      switch (keys[first], keys[second]) {
      case (let a?, let b?) where a != b: isDescending ? a > b : a < b
      case (_?, nil): true
      case (nil, _?): false
      default: first < second
      }
    }
  }
}
