import EffectSizes
import Foundation
import Pooling
import Sensitivity
import StudyData
import Testing

/// Leave-one-out and cumulative analyses against metafor 3.8, `Tests/Reference/deletion.json`.
@Suite("Refits as metafor makes them")
struct RefitReferenceTests {
  private static func model(_ id: String) throws -> any PoolingModel {
    switch id {
    case "EE": CommonEffect()
    case "DL": RandomEffects(tau2: .derSimonianLaird, test: .z)
    case "REML": RandomEffects(test: .z)
    case "REML knha": RandomEffects(test: .hartungKnapp)
    case "MH": MantelHaenszel()
    case "Peto": Peto()
    default: throw RefitError("no model \(id)")
    }
  }

  private static func effects(_ run: RJSON, _ table: StudyTable) throws -> EffectSizes {
    if run["data"].text == "teacher-expectancy" { return try EffectSizes(reportedIn: table) }
    switch run["measure"].text {
    case "OR": return try EffectSizes(.oddsRatio, from: table)
    case "PETO": return try EffectSizes(.peto, from: table)
    default: return try EffectSizes(.riskRatio, from: table)
    }
  }

  private func compare(
    _ tally: Tally, _ refit: Refit, _ expected: RJSON, row: Int, within tolerance: Double, at place: String
  ) throws {
    let (quantity, h) = (try refit.required(), refit.spread)
    func check(_ key: String, _ value: Double?, scale: Double = 0) {
      tally.check(
        value, expected[key].numbers.isEmpty ? nil : expected[key].numbers[row], within: tolerance,
        scale: scale,
        at: "\(place) \(key)")
    }
    check("estimate", quantity.value, scale: 0.1)
    check("se", quantity.se)
    check("pval", quantity.p, scale: 1e-3)
    check("ci.lb", quantity.lower, scale: 0.1)
    check("ci.ub", quantity.upper, scale: 0.1)
    guard refit.k > 1 else { return }
    check("Q", h?.q)
    check("Qp", h?.qP, scale: 1e-3)
    check("tau2", h?.tau2, scale: 1e-2)
    check("I2", h?.i2.map { $0 * 100 }, scale: 1)
    check("H2", h?.h2)
  }

  @Test("leave1out and cumul, in the order of the file and of the years")
  func all() throws {
    let runs = try RJSON.file(packageRoot.appendingPathComponent("Tests/Reference/deletion.json"))["runs"]
      .list
    #expect(runs.count == 10)
    let tally = Tally()
    for run in runs {
      let id = run["id"].text
      let table = try table(run["data"].text)
      let effects = try Self.effects(run, table)
      let analysis = RefittablePool(try Self.model(id), effects: effects)
      let rows = effects.rows(of: table)
      #expect(rows.count == effects.k)
      let tolerance = id.hasPrefix("REML") ? 1e-8 : 1e-12
      let place = "\(run["data"].text) \(id)"
      let result = try LeaveOneOut(analysis)
      for (row, deletion) in zip(rows, result.deletions) {
        try compare(
          tally, try deletion.refit.get(), run["leave1out"], row: row, within: tolerance,
          at: "\(place) without \(deletion.cluster.name)")
      }
      for name in ["file", "year", "-year"] {
        let clusters = StudyClusters(each: analysis.labels)
        let years = try StudyValues(of: "year", in: table, rows: rows.map { [$0] })
        let order =
          name == "file"
          ? StudyOrder(clusters)
          : StudyOrder(by: years.values, named: "year", clusters: clusters, isDescending: name == "-year")
        let cumulative = try Cumulative(analysis, order: order)
        // metafor counts studies without information as steps; Copse leaves them out.
        guard effects.k == table.rowCount else { continue }
        for (row, step) in cumulative.steps.enumerated() where row > 0 || id != "REML knha" {
          try compare(
            tally, try step.refit.get(), run["cumul"][name], row: row, within: tolerance,
            at: "\(place) \(name) step \(row + 1)")
        }
      }
    }
    print("deletion.json: compared \(tally.count) values, largest relative difference \(tally.largest)")
    #expect(tally.count > 4000)
  }
}

/// Where the results of metafor 5.0 are, beside the package or beside the folder that it is in.
private let oracle: URL? = {
  var parent = packageRoot
  for _ in 0..<2 {
    parent.deleteLastPathComponent()
    let folder = parent.appendingPathComponent("shared/oracle/cases")
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
  }
  return nil
}()

/// Runs `leave1out_*` and `cumul_*` of metafor 5.0 in the oracle, where its folder is there.
@Suite(
  "Refits as metafor 5.0 makes them",
  .enabled(if: oracle != nil, "the oracle's folder, shared/oracle, is not beside the package"))
struct RefitOracleTests {
  private static let models: [String: any PoolingModel] = [
    "EE_z": CommonEffect(), "DL_z": RandomEffects(tau2: .derSimonianLaird, test: .z),
    "DL_knha": RandomEffects(tau2: .derSimonianLaird, test: .hartungKnapp), "REML_z": RandomEffects(test: .z),
    "REML_knha": RandomEffects(test: .hartungKnapp),
    "DL_order_vi": RandomEffects(tau2: .derSimonianLaird, test: .z),
    "DL_order_yi_desc": RandomEffects(tau2: .derSimonianLaird, test: .z),
  ]

  /// The numbers of the studies, from a run that lists them; in the oracle's data of ready effects from the file.
  private static func effects(_ name: String, _ table: StudyTable) throws -> EffectSizes? {
    switch name {
    case "diag_bcg_RR":
      return try EffectSizes(
        .riskRatio, of: counts(table, "tpos", .nonEvents("tneg"), "cpos", .nonEvents("cneg")))
    case "diag_moore1998_OR":
      return try EffectSizes(
        .oddsRatio, of: counts(table, "Ee", .total("Ne"), "Ec", .total("Nc")),
        correction: ContinuityCorrection(amount: 0.5, rule: .onlyZero, keepsDoubleZeros: true))
    case "diag_egger2001_OR":
      return try EffectSizes(
        .oddsRatio, of: counts(table, "ai", .total("n1i"), "ci", .total("n2i")),
        correction: ContinuityCorrection(amount: 0.5, rule: .onlyZero, keepsDoubleZeros: true))
    case "diag_pritz1997_PLO":
      let columns = CountColumns(events: "xi", size: .total("ni"))
      return try EffectSizes(.logit, of: table.oneGroupCounts(columns, labels: .rowNumbers).rows)
    case "diag_raudenbush1985", "diag_hackshaw1998", "diag_homog_k3":
      return try EffectSizes(reportedIn: table)
    default: return nil
    }
  }

  private static func counts(
    _ table: StudyTable, _ events1: String, _ size1: CountColumns.Size, _ events2: String,
    _ size2: CountColumns.Size
  ) throws -> [Study<TwoGroupCounts>] {
    try table.twoGroupCounts(
      first: CountColumns(events: events1, size: size1), second: CountColumns(events: events2, size: size2),
      labels: .rowNumbers
    ).rows
  }

  @Test func runs() throws {
    let folder = try #require(oracle)
    let tally = Tally()
    for name in [
      "diag_bcg_RR", "diag_moore1998_OR", "diag_raudenbush1985", "diag_hackshaw1998", "diag_homog_k3",
      "diag_egger2001_OR", "diag_pritz1997_PLO",
    ] {
      let file = folder.appendingPathComponent("\(name).csv")
      let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: name)
      let effects = try #require(try Self.effects(name, table))
      for run in try RJSON.file(folder.appendingPathComponent("\(name).json"))["runs"].list {
        let parts = run["id"].text.split(separator: "_", maxSplits: 1).map(String.init)
        guard parts.count == 2, let model = Self.models[parts[1]] else { continue }
        let analysis = RefittablePool(model, effects: effects)
        let tolerance = parts[1].hasPrefix("REML") ? 1e-8 : 1e-10
        if parts[0] == "leave1out" {
          for (row, deletion) in try LeaveOneOut(analysis).deletions.enumerated() {
            check(tally, try deletion.refit.get(), run, row, tolerance, name)
          }
        } else if parts[0] == "cumul" {
          let clusters = StudyClusters(each: analysis.labels)
          let order =
            switch parts[1] {
            case "DL_order_vi": StudyOrder(by: .numbers(effects.vi), named: "vi", clusters: clusters)
            case "DL_order_yi_desc":
              StudyOrder(by: .numbers(effects.yi), named: "yi", clusters: clusters, isDescending: true)
            default: StudyOrder(clusters)
            }
          for (row, step) in try Cumulative(analysis, order: order).steps.enumerated() where row > 0 {
            check(tally, try step.refit.get(), run, row, tolerance, name)
          }
        }
      }
    }
    print("oracle: compared \(tally.count) values, largest relative difference \(tally.largest)")
    #expect(tally.count > 3000)
  }

  private func check(
    _ tally: Tally, _ refit: Refit, _ run: RJSON, _ row: Int, _ tolerance: Double, _ name: String
  ) {
    let (quantity, h, expected) = (refit.quantity(named: "pooled"), refit.spread, run["expected"])
    for (key, value, scale) in [
      ("estimate", quantity?.value, 0.1), ("se", quantity?.se, 0), ("pval", quantity?.p, 1e-3),
      ("ci.lb", quantity?.lower, 0.1), ("ci.ub", quantity?.upper, 0.1), ("Q", h?.q, 1e-2),
      ("Qp", h?.qP, 1e-3),
      ("tau2", h?.tau2, 1e-2), ("I2", h?.i2.map { $0 * 100 }, 1), ("H2", h?.h2, 1e-2),
    ] {
      // Proportions have no null value here; metafor tests a logit of 0.
      if key == "pval", quantity?.null == nil { continue }
      let numbers = expected[key].numbers
      tally.check(
        value, numbers.isEmpty ? nil : numbers[row], within: tolerance, scale: scale,
        at: "\(name) \(run["id"].text) [\(row)] \(key)")
    }
  }
}
