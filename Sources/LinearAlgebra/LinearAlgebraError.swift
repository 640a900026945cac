/// A failure that the data cause. Mismatched shapes are mistakes of the programmer and stop the program.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// The matrix is not positive definite: the pivot of this column (counted from 0) is not a positive
  /// finite number once the columns before it are eliminated.
  case notPositiveDefinite(pivot: Int)

  /// The input holds NaN or an infinity.
  case notFinite

  /// The eigenvalue iteration did not converge.
  case noConvergence
}
