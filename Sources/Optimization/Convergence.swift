/// How an iterative solution was reached.
public struct Convergence: Sendable, Equatable, Codable {
  /// The name of the algorithm, such as "bracketed root of the score".
  public let method: String
  /// How many times the target function was evaluated.
  public let iterations: Int
  /// Whether the stopping rule was met.
  public let converged: Bool
  /// Whether the solution stands at the edge of the parameter space, such as τ² = 0.
  public let boundary: Bool

  /// Describes a finished solve.
  public init(method: String, iterations: Int, converged: Bool, boundary: Bool) {
    self.method = method
    self.iterations = iterations
    self.converged = converged
    self.boundary = boundary
  }
}
