/// A moderator with its values, one per study.
public struct Moderator: Sendable, Equatable {
  /// What the values are.
  public enum Values: Sendable, Equatable {
    /// Numbers, from which `center` is subtracted in the design.
    case numeric([Double], center: Double)
    /// Levels by their place in `levels`, of which the first is the reference.
    case factor([Int], levels: [String])
  }

  /// The name of the column.
  public let name: String
  /// The values.
  public let values: Values

  /// A numeric moderator.
  public init(_ name: String, numbers: [Double], center: Double = 0) {
    self.name = name
    values = .numeric(numbers, center: center)
  }

  /// A factor. Levels are put in order: as numbers where all are, otherwise by the alphabet without regard to
  /// case; the reference, by default the first, then comes to the front. Texts that differ only in case are one
  /// level.
  ///
  /// - Throws: ``RegressionError/noSuchLevel(_:moderator:levels:)`` for the reference.
  public init(factor name: String, texts: [String], reference: String? = nil) throws(RegressionError) {
    var spellings: [String: String] = [:]
    for text in texts where spellings[text.lowercased()] == nil { spellings[text.lowercased()] = text }
    var keys = Self.ordered(Array(spellings.keys))
    let levels = keys.compactMap { spellings[$0] }
    if let reference {
      guard let place = keys.firstIndex(of: reference.lowercased()) else {
        throw .noSuchLevel(reference, moderator: name, levels: levels)
      }
      keys.insert(keys.remove(at: place), at: 0)
    }
    let places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    self.name = name
    values = .factor(
      texts.map { places[$0.lowercased()] ?? 0 }, levels: keys.compactMap { spellings[$0] })
  }

  private init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// The values of the studies at these places, in this order, with the same center or levels.
  func selecting(_ places: [Int]) -> Moderator {
    switch values {
    case .numeric(let numbers, let center):
      Moderator(name: name, values: .numeric(places.map { numbers[$0] }, center: center))
    case .factor(let codes, let levels):
      Moderator(name: name, values: .factor(places.map { codes[$0] }, levels: levels))
    }
  }

  private static func ordered(_ keys: [String]) -> [String] {
    let numbers = keys.compactMap { Double($0) }
    guard numbers.count == keys.count else { return keys.sorted() }
    return zip(numbers, keys).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
  }

  /// The levels, the reference first; nil for numbers.
  public var levels: [String]? {
    if case .factor(_, let levels) = values { levels } else { nil }
  }

  /// Whether it is the same in all studies: what that one value is.
  var constantValue: String? {
    switch values {
    case .numeric(let numbers, _):
      guard let first = numbers.first, numbers.allSatisfy({ $0 == first }) else { return nil }
      return first == first.rounded() && abs(first) < 1e15 ? "\(Int(first))" : "\(first)"
    case .factor(_, let levels):
      return levels.count == 1 ? levels[0] : nil
    }
  }
}
