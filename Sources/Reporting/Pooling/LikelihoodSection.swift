import Figures
import Pooling

extension LikelihoodSummary {
  /// The likelihood for reading.
  var section: ReportSection {
    var pairs = [
      ("Model", "\(name); the counts as they are, without a continuity correction"),
      (
        "Log-likelihood",
        "\(NumberText.significant(logLikelihood, digits: 8)) with \(parameters) parameters;"
          + " AIC \(NumberText.fixed(aic, decimals: 2)), BIC \(NumberText.fixed(bic, decimals: 2))"
      ),
    ]
    if nodes > 1 {
      pairs.append(("Quadrature", "adaptive Gauss-Hermite, \(nodes) nodes for each random effect"))
    }
    if let variance = interceptVariance {
      pairs.append(("Intercepts", "variance \(NumberText.significant(variance, digits: 6))"))
    }
    if let rho = intraclassCorrelation {
      pairs.append(("Intraclass", "correlation \(NumberText.significant(rho, digits: 6)) within studies"))
    }
    if let test = likelihoodRatioTest { pairs.append(("LR test", "\(test.words) that all studies agree")) }
    if let test = waldTest { pairs.append(("Wald test", "\(test.words) of the same")) }
    return ReportSection(title: "Likelihood", pairs: pairs)
  }

  /// The likelihood in the JSON document.
  var json: JSONValue {
    .object([
      .init("name", .string(name)), .init("logLikelihood", .number(logLikelihood)),
      .init("parameters", .integer(parameters)), .init("observations", .integer(observations)),
      .init("aic", .number(aic)), .init("bic", .number(bic)), .init("aicc", .number(aicc)),
      .init("nodes", .integer(nodes)), .init("largestGradient", .number(largestGradient)),
      .init("profileDrops", .array(profileDrops.map { .number($0) })),
      .init("interceptVariance", .number(interceptVariance)),
      .init("intraclassCorrelation", .number(intraclassCorrelation)),
      .init("likelihoodRatioTest", likelihoodRatioTest?.json ?? .null),
      .init("waldTest", waldTest?.json ?? .null),
    ])
  }
}

extension LikelihoodSummary.Test {
  fileprivate var words: String {
    "\(NumberText.fixed(q, decimals: 2)) on \(NumberText.exact(df) ?? "") df, \(NumberText.pStatement(p))"
  }

  fileprivate var json: JSONValue {
    .object([.init("q", .number(q)), .init("df", .number(df)), .init("p", .number(p))])
  }
}
