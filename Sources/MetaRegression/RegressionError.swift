import Pooling
import StudyData

/// Why a meta-regression cannot be done.
public enum RegressionError: Error, Sendable {
  /// Columns that are not there or cells that cannot be read.
  case data(DataProblems)
  /// A term that cannot be read, and why.
  case malformedTerm(String, reason: String)
  /// A choice about a column that is no moderator of the model.
  case notAModerator(String, choice: String, moderators: [String])
  /// A choice that has no effect on this moderator, and why.
  case choiceWithoutEffect(String, choice: String, reason: String)
  /// A level that the factor does not have.
  case noSuchLevel(String, moderator: String, levels: [String])
  /// A factor or a number that is the same in all studies.
  case constantModerator(String, value: String)
  /// Columns of the design that follow from the others.
  case dependentColumns([String], all: [String])
  /// Not more studies than coefficients.
  case tooFewStudies(Int, coefficients: Int)
  /// There is nothing to estimate: neither an intercept nor a moderator.
  case emptyModel
  /// The effects cannot be pooled.
  case pooling(PoolingError)
  /// The coefficients cannot be estimated, and why.
  case notEstimable(String)
  /// Values for a prediction that do not fit the model.
  case prediction(String)
  /// An exact permutation test that would take too long.
  case tooManyArrangements(Double, limit: Int)
  /// A test, a prediction interval or an interval for τ² that does not go with the model.
  case inapplicable(choice: String, reason: String)
  /// The rows of the table do not belong to these effects.
  case rowsDoNotMatch(studies: Int, rows: Int)
}

extension RegressionError: CustomStringConvertible {
  /// What was found, what is allowed, what to do next.
  public var description: String {
    switch self {
    case .data(let problems): problems.description
    case .malformedTerm(let term, let reason):
      "the moderator '\(term)' cannot be read: \(reason)"
    case .notAModerator(let column, let choice, let moderators):
      "\(choice) names '\(column)', which is no moderator of the model; "
        + (moderators.isEmpty
          ? "the model has none" : "its moderators are \(moderators.joined(separator: ", "))")
    case .choiceWithoutEffect(let column, let choice, let reason):
      "\(choice) has no effect on '\(column)': \(reason)"
    case .noSuchLevel(let level, let moderator, let levels):
      "'\(moderator)' has no level '\(level)'; its levels are \(levels.joined(separator: ", "))"
    case .constantModerator(let name, let value):
      "'\(name)' is \(value) in all studies of the analysis and explains no difference; leave it out"
    case .dependentColumns(let columns, let all):
      "the design does not have full rank: \(columns.joined(separator: ", "))"
        + (columns.count == 1 ? " follows" : " follow") + " from the columns before"
        + " (of \(all.joined(separator: ", "))); leave a moderator out"
    case .tooFewStudies(let k, let coefficients):
      "\(k) \(k == 1 ? "study" : "studies") for \(coefficients)"
        + " coefficient\(coefficients == 1 ? "" : "s"): a regression needs more studies than coefficients"
    case .emptyModel:
      "without an intercept the model needs a moderator"
    case .pooling(let error): error.description
    case .notEstimable(let reason): "the coefficients cannot be estimated: \(reason)"
    case .prediction(let reason): reason
    case .tooManyArrangements(let count, let limit):
      "an exact test would take \(CommonWarnings.rounded(count)) permutations, and at most \(limit) are made;"
        + " ask for a number of random ones instead"
    case .inapplicable(let choice, let reason): "\(choice) cannot be used: \(reason)"
    case .rowsDoNotMatch(let studies, let rows):
      "\(studies) studies for \(rows) rows of the table: give the table that the effect sizes were read from"
    }
  }

  /// Whether it is about the request and not about the data.
  public var isAboutRequest: Bool {
    switch self {
    case .malformedTerm, .notAModerator, .choiceWithoutEffect, .noSuchLevel, .emptyModel, .prediction,
      .tooManyArrangements, .inapplicable:
      true
    case .data, .constantModerator, .dependentColumns, .tooFewStudies, .pooling, .notEstimable,
      .rowsDoNotMatch:
      false
    }
  }
}

/// Runs what reads a table, with its problems as a ``RegressionError``.
func reading<Value>(_ body: () throws(DataProblems) -> Value) throws(RegressionError) -> Value {
  do throws(DataProblems) {
    return try body()
  } catch {
    throw .data(error)
  }
}
