import Distributions
import EffectSizes
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Schwarzer, Antes and Schumacher's rank test of counts.
///
/// Given the margins of its table and a common odds ratio ψ, the events e₁ᵢ of the first group have a noncentral
/// hypergeometric distribution with mean Eᵢ and variance Vᵢ. The test correlates (e₁ᵢ − Eᵢ)/√Vᵢ with 1/Vᵢ by rank, at
/// the Mantel–Haenszel ψ̂ = Σ(aᵢdᵢ/Nᵢ)/Σ(bᵢcᵢ/Nᵢ) of the counts as they are. Source: Schwarzer G, Antes G,
/// Schumacher M (2007), *Stat Med* 26:721–733. meta: `metabias(method.bias = "Schwarzer")`, which adds ½ to the cells of
/// studies with a zero cell before it estimates ψ.
enum SchwarzerTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    let tables = try effects.twoGroupCounts()
    try AsymmetryTest.schwarzer.requireMeasure(effects, ["OR", "PETO"])
    let (up, down) = tables.reduce((0.0, 0.0)) { sums, table in
      let (first, second) = (table.first, table.second)
      let total = first.total + second.total
      return (
        sums.0 + first.events * (second.total - second.events) / total,
        sums.1 + (first.total - first.events) * second.events / total
      )
    }
    guard up > 0, down > 0 else {
      throw .notEstimable(
        "no common odds ratio: one group has no events, or nothing but events, in all studies")
    }
    var deviates: [Double] = []
    var precisions: [Double] = []
    for (study, table) in zip(effects.studies, tables) {
      let law = NoncentralHypergeometric(
        firstTotal: Int(table.first.total), secondTotal: Int(table.second.total),
        events: Int(table.first.events + table.second.events), logOdds: log(up / down))
      guard law.variance > 0 else {
        throw .notEstimable("\(study.label) has no events, or nothing but events, and so says nothing")
      }
      deviates.append((table.first.events - law.mean) / law.variance.squareRoot())
      precisions.append(1 / law.variance)
    }
    return AsymmetryResult(
      .schwarzer, rank: try KendallTest(deviates, precisions, p: options.rankP), k: effects.k,
      predictor: "the inverse variance of the events, by rank")
  }
}
