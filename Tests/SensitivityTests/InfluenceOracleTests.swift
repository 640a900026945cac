import EffectSizes
import Foundation
import Pooling
import Sensitivity
import StudyData
import Testing

/// The oracle's diagnostics, by metafor 5.0, where its folder is beside the package or beside the folder that it is in.
@Suite("Influence: the oracle")
struct InfluenceOracleTests {
  private static let folder: URL? = {
    var parent = InfluenceReference.repository
    for _ in 0..<2 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/oracle/cases")
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()

  /// The data of a case as effect sizes.
  private func effects(_ name: String, in folder: URL) throws -> EffectSizes {
    let file = folder.appendingPathComponent("\(name).csv")
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: name)
    func numbers(_ column: String) throws -> [Double] {
      try table.column(named: column).texts.map { Double($0 ?? "") ?? .nan }
    }
    func counts(_ events: String, _ total: String, others: String? = nil) throws -> [GroupCounts] {
      let sizes = try others.map { try zip(numbers(events), numbers($0)).map(+) } ?? numbers(total)
      return try zip(numbers(events), sizes).map { GroupCounts(events: $0, total: $1) }
    }
    func studies<Value>(_ values: [Value]) -> [Study<Value>] {
      values.enumerated().map { Study("\($0 + 1)", $1) }
    }
    // What `escalc` does with zero cells.
    let half = ContinuityCorrection(amount: 0.5, rule: .onlyZero, keepsDoubleZeros: true)
    func tables(_ first: [GroupCounts], _ second: [GroupCounts]) -> [Study<TwoGroupCounts>] {
      studies(zip(first, second).map { TwoGroupCounts(first: $0, second: $1) })
    }
    switch name {
    case "diag_bcg_RR":
      return try EffectSizes(
        .riskRatio, of: tables(counts("tpos", "", others: "tneg"), counts("cpos", "", others: "cneg")),
        correction: half)
    case "diag_egger2001_OR":
      return try EffectSizes(
        .oddsRatio, of: tables(counts("ai", "n1i"), counts("ci", "n2i")), correction: half)
    case "diag_moore1998_OR":
      return try EffectSizes(
        .oddsRatio, of: tables(counts("Ee", "Ne"), counts("Ec", "Nc")), correction: half)
    case "diag_pritz1997_PLO":
      return try EffectSizes(.logit, of: studies(counts("xi", "ni")), correction: half)
    default:
      return try EffectSizes(
        reported: studies(
          zip(numbers("yi"), numbers("vi")).map { ReportedEffect(estimate: $0, precision: .variance($1)) }))
    }
  }

  @Test(
    "influence, rstandard, rstudent and baujat", .enabled(if: folder != nil),
    arguments: [
      "diag_bcg_RR", "diag_egger2001_OR", "diag_hackshaw1998", "diag_homog_k3", "diag_moore1998_OR",
      "diag_pritz1997_PLO", "diag_raudenbush1985",
    ])
  func oracle(name: String) throws {
    let folder = try #require(Self.folder)
    let data = try Data(contentsOf: folder.appendingPathComponent("\(name).json"))
    let runs = InfluenceValue(value: try JSONSerialization.jsonObject(with: data))["runs"].list
    let effects = try effects(name, in: folder)
    var comparison = InfluenceComparison()
    for run in runs {
      let parts = run["id"].text.split(separator: "_").map(String.init)
      guard ["influence", "rstandard", "rstudent", "baujat"].contains(parts[0]) else { continue }
      let test = parts.count > 2 && parts[2] == "knha" ? MeanTest.hartungKnapp : .z
      let estimator = InfluenceReference.estimator(parts[1])
      let model: any PoolingModel =
        estimator.map { RandomEffects(tau2: $0, test: test) } ?? CommonEffect(test: test)
      let analysis = RefittablePool(model, effects: effects)
      let (expected, tolerance) = (run["expected"], parts[1] == "REML" ? 1e-8 : 1e-10)
      let place = "\(name) \(run["id"].text)"
      let influence = try Influence(analysis).analyses[0]
      let rows = influence.rows
      switch parts[0] {
      case "influence": comparison.check(influence, oracle: expected, within: tolerance, place)
      case "rstandard":
        comparison.check(
          rows.map(\.standardized), expected["z"].numbers, within: tolerance, scale: 0.1, place)
      case "rstudent":
        comparison.check(rows.map(\.studentized), expected["z"].numbers, within: tolerance, scale: 0.1, place)
      default: comparison.check(try Baujat(analysis).analyses[0].points, expected, within: tolerance, place)
      }
    }
    #expect(comparison.count >= 5 * 9 * effects.k)
  }
}

extension InfluenceComparison {
  /// Compares with what `influence` gave in the oracle, where the standardized residuals stand elsewhere.
  fileprivate mutating func check(
    _ analysis: Influence.Analysis, oracle expected: InfluenceValue, within tolerance: Double, _ place: String
  ) {
    let (rows, inf) = (analysis.rows, expected["inf"])
    let columns: [(String, [Double?], Double)] = [
      ("rstudent", rows.map(\.studentized), 0.1), ("dffits", rows.map(\.dffits), 0.1),
      ("cook.d", rows.map(\.cooksDistance), 0.01), ("cov.r", rows.map(\.covarianceRatio), 0),
      ("tau2.del", rows.map { $0.tau2 ?? 0 }, 0.01), ("QE.del", rows.map(\.q), 0),
      ("hat", rows.map(\.hat), 0),
      ("weight", rows.map { $0.weight.map { $0 * 100 } }, 0),
    ]
    for (name, values, scale) in columns {
      check(values, inf[name].numbers, within: tolerance, scale: scale, "\(place) \(name)")
    }
    let dfbetas = (expected["dfbs"].value as? [String: Any])?.first { $0.key == "intrcpt" }
    check(
      rows.map { $0.dfbetas[0] }, InfluenceValue(value: dfbetas?.value).numbers, within: tolerance,
      scale: 0.1,
      "\(place) dfbetas")
    #expect(analysis.flags.map(\.isInfluential) == expected["is.infl"].flags, "\(place)")
  }
}
