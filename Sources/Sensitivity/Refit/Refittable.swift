/// An analysis that can be made again on some of its studies, whatever its model.
///
/// Each study keeps the effect size that it has among all studies: a correction of zero cells that depends on the
/// others is not made anew, nor the centering of a moderator.
public protocol Refittable: Sendable {
  /// The labels of the studies, in their order.
  var labels: [String] { get }

  /// Makes the analysis on the studies at these places, in this order.
  ///
  /// - Throws: ``RefitError`` where these studies cannot be analyzed.
  func refit(_ places: [Int]) throws(RefitError) -> Refit
}

extension Refittable {
  /// The number of studies.
  public var k: Int { labels.count }

  /// The analysis of all studies.
  ///
  /// - Throws: ``RefitError`` where they cannot be analyzed.
  public func fitAll() throws(RefitError) -> Refit { try refit(Array(labels.indices)) }
}

/// Why an analysis cannot be made on some of its studies, in the words of its model.
public struct RefitError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was found, what is allowed, what to do next.
  public let description: String

  /// An error in the words of the model.
  public init(_ description: String) { self.description = description }
}
