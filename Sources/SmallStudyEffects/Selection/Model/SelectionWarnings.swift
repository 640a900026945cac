import Pooling

/// What is possible but unwise about a selection model.
enum SelectionWarnings {
  static func all(
    _ model: SelectionModel, k: Int, parameters: [SelectionFit.Parameter], tau2: SelectionFit.Parameter?,
    intervals: [SelectionFit.Interval], converged: Bool,
    otherMaxima: [(coefficient: Double, logLikelihoodDifference: Double)]
  ) -> [AnalysisWarning] {
    var warnings: [AnalysisWarning] = []
    func warn(_ code: String, _ message: String) {
      warnings.append(AnalysisWarning(code: code, message: message))
    }
    if !converged {
      warn(
        "selection-not-converged",
        "the likelihood of the selection model has no maximum inside the range of its parameters, or a flat"
          + " one: its numbers cannot be relied on; choose a simpler weight function or other steps")
    }
    if k < 20, model.weights == nil {
      warn(
        "selection-few-studies",
        "\(k) studies tell little about selection: its parameters and what follows for the mean are very"
          + " uncertain; supposed weights (--selection-weights) need fewer")
    }
    if model.weights == nil {
      for interval in intervals where interval.studies < 4 {
        let number = interval.studies == 1 ? "one study" : "\(interval.studies) studies"
        let place =
          model.function.name == .step
          ? "with p from \(words(interval.lower)) to \(words(interval.upper))"
          : "on one side of the cut"
        warn(
          "selection-sparse-interval",
          "\(number) only \(place): the probability of selection there is hardly known")
      }
    }
    for parameter in parameters {
      switch parameter.edge {
      case .unbounded:
        warn(
          "selection-unbounded",
          "the likelihood rises with \(parameter.name) without end: it has no estimate, and the mean is that"
            + " at the largest value that was searched")
      case .zero:
        warn(
          "selection-edge",
          "\(parameter.name) is estimated as 0, the end of its range"
            + (parameter.null == 0 ? ": the data show no selection of this kind" : ""))
      case nil: break
      }
    }
    if tau2?.edge == .zero {
      warn(
        "selection-tau2-zero",
        "τ² is estimated as 0 in the selection model: standard errors hold it there and do not count its"
          + " uncertainty; the profile intervals do")
    }
    for other in otherMaxima {
      warn(
        "selection-several-maxima",
        "the likelihood of the selection model has another maximum, at \(CommonWarnings.rounded(other.coefficient)),"
          + " lower by \(CommonWarnings.rounded(-other.logLikelihoodDifference)) in log-likelihood")
    }
    if model.function == .truncationEstimated {
      warn(
        "selection-estimated-cut",
        "the cut is estimated: intervals hold it where it is, and the likelihood-ratio test is too ready to"
          + " find selection")
    }
    return warnings
  }

  /// 0 and 1 without a decimal point.
  private static func words(_ p: Double) -> String { p == 0 ? "0" : p == 1 ? "1" : "\(p)" }
}
