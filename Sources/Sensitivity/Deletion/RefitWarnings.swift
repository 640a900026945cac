import Pooling

/// A warning that some of many refits gave, told once.
public struct RefitWarning: Sendable, Equatable {
  /// The code.
  public let code: String
  /// How many refits gave it.
  public let count: Int
  /// The first refit that did, by name.
  public let first: String
  /// What that one said.
  public let message: String
}

extension RefitWarning {
  /// The warnings of named refits by code, in order of first appearance. O(number of warnings).
  public static func collected(_ refits: [(name: String, refit: Refit)]) -> [RefitWarning] {
    var order: [String] = []
    var found: [String: RefitWarning] = [:]
    for (name, refit) in refits {
      var seen: Set<String> = []
      for warning in refit.warnings where seen.insert(warning.code).inserted {
        if let known = found[warning.code] {
          found[warning.code] = RefitWarning(
            code: known.code, count: known.count + 1, first: known.first, message: known.message)
        } else {
          order.append(warning.code)
          found[warning.code] = RefitWarning(
            code: warning.code, count: 1, first: name, message: warning.message)
        }
      }
    }
    return order.compactMap { found[$0] }
  }
}
