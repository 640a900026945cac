import EffectSizes
import Foundation
import StudyData
import Testing

@testable import Pooling

/// Effect sizes, Mantel–Haenszel and Peto against metafor 5.0 in the oracle, where its folder is there.
@Suite(.enabled(if: OracleCase.folder != nil, OracleCase.isMissing))
struct OracleCountsTests {
  @Test(arguments: ["escalc_2x2_", "escalc_prop_"]) func effectSizes(prefix: String) throws {
    let comparison = Comparison()
    var left: Set<String> = []
    for oracle in try OracleCase.all(prefix) {
      for run in oracle.runs {
        let call = run.call.text
        let measure = try #require(OracleCase.argument("measure", of: call))
        let isOurs = TwoGroupMeasure(rawValue: measure) != nil || ProportionMeasure(rawValue: measure) != nil
        guard isOurs, OracleCase.argument("vtype", of: call) == nil else {
          left.insert(run.id)
          continue
        }
        let drop00 = OracleCase.argument("drop00", of: call) == "TRUE"
        let correction = ContinuityCorrection.metafor(
          measure, to: OracleCase.argument("to", of: call),
          add: OracleCase.argument("add", of: call).flatMap(Double.init), drop00: drop00)
        let dataset = try oracle.counts(call)
        let effects = try dataset.effects(measure, correction: correction)
        let (yi, vi) = (run.expected["yi"]?.numbers ?? [], run.expected["vi"]?.numbers ?? [])
        let keeps = drop00 && (measure == "RD" || measure == "AS")
        #expect(dataset.labels.count + dataset.leftOut.count == yi.count)
        for (label, index) in zip(dataset.labels, dataset.rows) {
          let study = effects.studies.first { $0.label == label }
          let place = "\(oracle.name) \(run.id) \(label)"
          // What has no variance, or one of 0, is left out.
          let isUsable = (yi[index]?.isFinite ?? false) && (vi[index].map { $0 > 0 && $0.isFinite } ?? false)
          if keeps, !isUsable { continue }
          let scale = isUsable ? vi[index]?.squareRoot() ?? 0 : 0
          comparison.check(
            "yi", study?.yi, isUsable ? yi[index] : nil, within: Tolerance.closed, scale: scale, at: place)
          comparison.check(
            "vi", study?.vi, isUsable ? vi[index] : nil, within: Tolerance.closed, at: place)
        }
      }
    }
    comparison.report("Oracle, \(prefix)")
    print("Oracle, \(prefix): left for later: \(left.sorted().joined(separator: " "))")
    #expect(comparison.count > 1000)
  }

  @Test func mantelHaenszelAndPeto() throws {
    let comparison = Comparison()
    var left: Set<String> = []
    for oracle in try OracleCase.all("mhpeto_") {
      for run in oracle.runs {
        let call = run.call.text
        guard call.hasPrefix("rma.mh(") || call.hasPrefix("rma.peto(") else {
          left.insert(run.id)
          continue
        }
        try compare(comparison, oracle, run, call)
      }
    }
    comparison.report("Oracle, rma.mh and rma.peto")
    print("Oracle, rma.mh and rma.peto: left for later: \(left.sorted().joined(separator: " "))")
    #expect(comparison.count > 800)
  }

  private func compare(
    _ comparison: Comparison, _ oracle: OracleCase, _ run: OracleCase.Run, _ call: String
  ) throws {
    let measure =
      call.hasPrefix("rma.peto(") ? "PETO" : try #require(OracleCase.argument("measure", of: call))
    let level = (OracleCase.argument("level", of: call).flatMap(Double.init) ?? 95) / 100
    let addsToAll = call.contains("add = c(")
    let dropsAll = call.contains("drop00 = c(TRUE, TRUE)")
    let dataset = try oracle.counts(call)
    // Told to, metafor leaves double zeros out of the risk difference too.
    var rows: [Int]?
    if dropsAll, measure == "RD", case .twoGroups(let studies) = dataset.values {
      rows = studies.indices.filter {
        let counts = studies[$0].value
        return counts.first.events + counts.second.events > 0
          && counts.first.nonEvents + counts.second.nonEvents > 0
      }
    }
    let correction: ContinuityCorrection? =
      addsToAll ? ContinuityCorrection(rule: .all, keepsDoubleZeros: true) : nil
    let effects = try dataset.effects(measure, rows: rows, correction: correction)
    let fit: PooledFit
    if measure == "PETO" {
      fit = try Peto(level: level).fit(effects)
    } else {
      fit = try MantelHaenszel(correction: correction, level: level).fit(effects)
    }
    let place = "\(oracle.name) \(run.id)"
    let expected = run.expected
    let se = expected["se"]?.number ?? 0
    let statistic = expected["zval"]?.number ?? 0
    func check(_ name: String, _ value: Double?, scale: Double = 0, condition: Double = 1) {
      comparison.check(
        name, value, expected[name]?.number, within: Tolerance.closed * condition, scale: scale, at: place)
    }
    check("beta", fit.estimate.value, scale: se)
    check("se", fit.estimate.se)
    check("zval", fit.estimate.statistic, scale: 1)
    check("pval", fit.estimate.p, condition: max(1, statistic * statistic))
    check("ci.lb", fit.estimate.lower, scale: se)
    check("ci.ub", fit.estimate.upper, scale: se)
    guard expected["k.yi"]?.number == Double(fit.k) else { return }
    check("QE", fit.heterogeneity.q)
    check("QEp", fit.heterogeneity.qP, condition: max(1, fit.heterogeneity.q))
    check("H2", fit.heterogeneity.h2)
  }
}
