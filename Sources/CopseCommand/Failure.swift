import ArgumentParser
import MetaAnalysis

/// Why a run ends without its result.
enum Failure: Error {
  /// The analysis cannot be done; exit code 1.
  case analysis(String)
  /// Options that do not go together; exit code 64.
  case usage(String)
  /// The data are not what they should be; exit code 65.
  case data(String)
  /// There is no such input; exit code 66.
  case noInput(String)
  /// The output cannot be written; exit code 73.
  case cannotWrite(String)
  /// The run was stopped by a signal; exit code 130.
  case interrupted(String)

  /// The exit code, as in `sysexits.h`.
  var code: Int32 {
    switch self {
    case .analysis: 1
    case .usage: 64
    case .data: 65
    case .noInput: 66
    case .cannotWrite: 73
    case .interrupted: 130
    }
  }

  /// The text for the standard error.
  var message: String {
    switch self {
    case .data(let text): text
    case .interrupted(let text): "copse: \(text)"
    case .analysis(let text), .usage(let text), .noInput(let text), .cannotWrite(let text):
      "copse: error: \(text)"
    }
  }
}

/// Runs the body of a subcommand and turns whatever it throws into a message and an exit code.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let failure as Failure {
    throw ending(with: failure)
  } catch let problems as DataProblems {
    throw ending(with: .data(problems.description))
  } catch let error as AnalysisError {
    throw ending(with: Failure(error))
  } catch let error as PoolingError {
    throw ending(with: .analysis(error.description))
  } catch let error as RefitError {
    throw ending(with: .analysis(error.description))
  } catch let error as ReconstructionError {
    throw ending(with: .analysis(error.description))
  } catch let error as DeclarationError {
    throw ending(with: .usage(error.description))
  } catch let error as RegressionError {
    throw ending(with: failure(of: error))
  }
}

extension Failure {
  /// What an analysis that there is not is on the command line.
  init(_ error: AnalysisError) {
    self =
      switch error {
      case .choices(let text): .usage(text)
      case .data(let problems): .data(problems.description)
      case .impossible, .pooling: .analysis(error.description)
      }
  }
}

/// What a regression that cannot be done is on the command line.
private func failure(of error: RegressionError) -> Failure {
  if case .data(let problems) = error { return .data(problems.description) }
  return error.isAboutRequest ? .usage(error.description) : .analysis(error.description)
}

private func ending(with failure: Failure) -> ExitCode {
  StandardError.write(failure.message)
  return ExitCode(failure.code)
}
