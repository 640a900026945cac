import EffectSizes
import Foundation
import Pooling
import StudyData
import Testing

@testable import MetaRegression

/// Where the results of metafor 5.0 are, beside the package or beside the folder that it is in.
enum OracleFolder {
  static let url: URL? = {
    var parent = packageRoot
    for _ in 0..<2 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/oracle/cases")
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()

  static let isMissing: Comment = "the oracle's folder, shared/oracle, is not beside the package"
}

/// Runs of metafor 5.0 in the oracle, where its folder is there.
@Suite(.enabled(if: OracleFolder.url != nil, OracleFolder.isMissing))
struct OracleRegressionTests {
  private func runs(_ name: String) throws -> [Reference] {
    try Reference(file: try #require(OracleFolder.url).appendingPathComponent("\(name).json"))["runs"].list
  }

  private func effects(_ name: String) throws -> (StudyTable, EffectSizes) {
    let file = try #require(OracleFolder.url).appendingPathComponent("\(name).csv")
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: name)
    if table.columnNames.contains("vi") { return (table, try EffectSizes(reportedIn: table)) }
    var columns = ColumnRequest()
    columns.study = ["author"]
    return (table, try EffectSizes(.riskRatio, from: table, columns: columns))
  }

  private static let requests: [String: (terms: [String], centerings: [ModeratorRequest.Centering], Bool)] = [
    "ablat": (["ablat"], [], true), "ablat_year": (["ablat", "year"], [], true),
    "factor": (["alloc"], [], true), "factor_noint": (["alloc"], [], false),
    "three": (["ablat", "year", "alloc"], [], true), "inter": (["ablat*alloc"], [], true),
    "scaled": (
      ["ablat", "year"],
      [.init(moderator: "ablat", value: 33.46), .init(moderator: "year", value: 1966)], true
    ),
    "weeks": (["weeks"], [], true), "fac": (["setting", "tester"], [], true),
  ]

  @Test(arguments: ["metareg_bcg", "metareg_raud"])
  func regressions(_ name: String) throws {
    let (table, effects) = try effects(name)
    let differences = Differences()
    var left: [String] = []
    for run in try runs(name) {
      let parts = run["id"].text.split(separator: "_").map(String.init)
      let key = parts.dropLast(2).joined(separator: "_")
      guard parts.count > 2, let (terms, centerings, hasIntercept) = Self.requests[key],
        let (_, test, _) = metaforTests.first(where: { $0.name == parts.last }),
        let estimator = Tau2Estimator(metafor: parts[parts.count - 2])
          ?? (parts[parts.count - 2] == "EE" ? .given(0) : nil)
      else {
        left.append(run["id"].text)
        continue
      }
      let data = try ModeratedEffects(
        effects,
        moderators: ModeratorRequest(terms, centerings: centerings, hasIntercept: hasIntercept), from: table)
      let fit = try MetaRegression(tau2: estimator, test: test).fit(data)
      let tolerance = terms.contains("year") || estimator.isIterative ? 1e-7 : 1e-11
      compare(differences, fit, run["expected"], within: tolerance, at: run["id"].text)
    }
    differences.report("Oracle, \(name)")
    print("left for later: \(left.joined(separator: " "))")
    #expect(differences.count > 500)
  }

  private func compare(
    _ differences: Differences, _ fit: RegressionFit, _ expected: Reference, within tolerance: Double,
    at place: String
  ) {
    for (index, coefficient) in fit.coefficients.enumerated() {
      let estimate = coefficient.estimate
      let se = expected["se"].numbers[index]
      for (name, value, reference, scale) in [
        ("beta", estimate.value, "beta", se), ("se", estimate.se, "se", 0),
        ("zval", estimate.statistic, "zval", 1), ("pval", estimate.p, "pval", 1e-2),
        ("ci", estimate.lower, "ci.lb", se), ("ci", estimate.upper, "ci.ub", se),
      ] as [(String, Double?, String, Double)] {
        differences.check(
          name, value, expected[reference].numbers[index], within: tolerance, scale: scale, at: place)
      }
    }
    differences.check(
      "tau2", fit.tau2, expected["tau2"].number, within: tolerance, scale: 1e-3, at: place)
    differences.check("QE", fit.heterogeneity.q, expected["QE"].number, within: tolerance, at: place)
    differences.check(
      "QM", fit.omnibus?.statistic, expected["QM"].number, within: tolerance, scale: 1, at: place)
    differences.check(
      "QMp", fit.omnibus?.p, expected["QMp"].number, within: tolerance, scale: 1e-2, at: place)
    if fit.tau2WithoutModerators != nil {
      // With τ² = 0 in both models the share is 0/0: metafor says 0, Copse nothing.
      let r2 = fit.r2 ?? 0
      differences.check(
        "R2", r2, (expected["R2"].number ?? 0) / 100, within: tolerance, scale: 1, at: place)
      differences.check(
        "I2", fit.heterogeneity.i2, (expected["I2"].number ?? 0) / 100, within: tolerance, scale: 1, at: place
      )
    }
  }

  /// Subgroups as a factor without an intercept, one τ² for all.
  @Test func subgroups() throws {
    let (table, effects) = try effects("subgroups_bcg_alloc")
    let differences = Differences()
    for run in try runs("subgroups_bcg_alloc") {
      let isCommon = run["id"].text == "common"
      guard isCommon || run["id"].text == "fixed_between" else { continue }
      let data = try ModeratedEffects(
        effects, moderators: ModeratorRequest(["alloc"], hasIntercept: !isCommon), from: table)
      let fit = try MetaRegression(tau2: isCommon ? .reml : .given(0), test: .z).fit(data)
      compare(differences, fit, run["expected"], within: 1e-8, at: run["id"].text)
    }
    differences.report("Oracle, subgroups")
    #expect(differences.count > 30)
  }

  /// Exact permutation tests: sign flips of all studies.
  @Test func signFlips() throws {
    let (table, effects) = try effects("permutest_bcg_exact_signs")
    let data = try ModeratedEffects(effects, moderators: ModeratorRequest([]), from: table)
    for run in try runs("permutest_bcg_exact_signs") {
      let estimator: Tau2Estimator =
        run["id"].text == "exact_EE" ? .given(0) : run["id"].text == "exact_REML" ? .reml : .derSimonianLaird
      let fit = try MetaRegression(tau2: estimator, test: .z).fit(data)
      let result = try PermutationTest(.exact).run(fit)
      #expect(result.isExact && result.count == 8192)
      #expect(result.coefficients == run["expected"]["pval"].numbers, "\(run["id"].text)")
    }
  }

  /// Exact permutation tests: all orders of the rows of X, with one pair alike and with none.
  @Test(arguments: [
    ("permutest_hart1999", "escalc_rate2_hart1999", "IRR", "year", "exact_mods"),
    ("permutest_normand_mods", "escalc_mean2_normand1999", "SMD", "n1i", "exact_mods_7fact"),
  ])
  func orders(_ name: String, _ effectsName: String, _ measure: String, _ moderator: String, _ id: String)
    throws
  {
    let run = try #require(runs(name).first { $0["id"].text == id })
    let escalc = try #require(runs(effectsName).first { $0["id"].text == measure })["expected"]
    let file = try #require(OracleFolder.url).appendingPathComponent("\(name).csv")
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: name)
    let numbers = try table.column(named: moderator).texts.compactMap { $0.flatMap { Double($0) } }
    let k = numbers.count
    let pairs = Array(zip(escalc["yi"].numbers, escalc["vi"].numbers)).prefix(k)
    let effects = EffectSizes(
      reported: pairs.enumerated().map {
        Study("\($0)", ReportedEffect(estimate: $1.0, precision: .variance($1.1)))
      })
    let design = try RegressionDesign(
      terms: [ModeratorTerm([moderator])], moderators: [Moderator(moderator, numbers: numbers)], k: k)
    let fit = try MetaRegression(tau2: .derSimonianLaird, test: .z).fit(
      ModeratedEffects(effects, design: design))
    let differences = Differences()
    for (index, coefficient) in fit.coefficients.enumerated() {
      differences.check(
        "beta", coefficient.estimate.value, run["expected"]["beta"].numbers[index], within: 1e-8,
        scale: coefficient.estimate.se, at: id)
    }
    let result = try PermutationTest(.exact).run(fit)
    #expect(Double(result.count) == run["expected"]["exact.iter"].number)
    // The shares are exact; the mean that R takes rounds in the last place.
    for (share, expected) in zip(
      result.coefficients + [result.omnibus ?? -1],
      run["expected"]["pval"].numbers + run["expected"]["QMp"].numbers)
    {
      differences.check("p", share, expected, within: 1e-15, at: id)
    }
    #expect(differences.count == 5)
    // More random ones than there are distinct ones: all of them.
    #expect(try PermutationTest(.random(10_000)).run(fit) == result)
  }
}
