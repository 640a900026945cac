import EffectSizes
import Foundation
import Pooling
import StudyData
import Testing

@testable import SmallStudyEffects

/// Every run of `trimfill`, `fsn` and `tes` of metafor 5.0-1 in the oracle's folder, where that is beside the package.
@Suite("Trim and fill, fail-safe N and excess significance in the oracle")
struct TrimFillOracleTests {
  private static let cases: URL? = {
    var parent = URL(fileURLWithPath: #filePath)
    for _ in 0..<6 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/oracle/cases")
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()
  private static let isMissing: Comment = "the oracle's folder, shared/oracle, is not beside the package"

  private struct Case {
    let effects: EffectSizes
    let runs: [(id: String, call: String, expected: [String: Any])]
  }

  private static func load(_ name: String) throws -> Case {
    let folder = try #require(cases)
    func file(_ ending: String) throws -> Data {
      try Data(contentsOf: folder.appendingPathComponent("bias_\(name).\(ending)"))
    }
    let json = try #require(try JSONSerialization.jsonObject(with: file("json")) as? [String: Any])
    let runs = try #require(json["runs"] as? [[String: Any]]).compactMap { run in
      (run["expected"] as? [String: Any]).map {
        (run["id"] as? String ?? "", run["call"] as? String ?? "", $0)
      }
    }
    let table = try StudyTable(parsing: Array(file("csv")), name: name)
    func column(_ name: String) throws -> [Double] {
      try table.column(named: name).texts.map { try #require(Double($0 ?? "")) }
    }
    func groups(_ a: String, _ n1: String, _ c: String, _ n2: String) throws -> [Study<TwoGroupCounts>] {
      try zip(zip(column(a), column(n1)), zip(column(c), column(n2))).map { first, second in
        Study(
          "\(first)",
          TwoGroupCounts(
            first: GroupCounts(events: first.0, total: first.1),
            second: GroupCounts(events: second.0, total: second.1)))
      }
    }
    switch name {
    case "egger2001_OR":
      return Case(effects: EffectSizes(.oddsRatio, of: try groups("ai", "n1i", "ci", "n2i")), runs: runs)
    case "moore1998_OR":
      return Case(effects: EffectSizes(.oddsRatio, of: try groups("Ee", "Ne", "Ec", "Nc")), runs: runs)
    case "pritz1997_PLO":
      let studies = try zip(column("xi"), column("ni")).map {
        Study("\($0)", GroupCounts(events: $0.0, total: $0.1))
      }
      return Case(effects: EffectSizes(.logit, of: studies), runs: runs)
    default:
      return Case(effects: .plain(try column("yi"), try column("vi")), runs: runs)
    }
  }

  private static func number(_ value: Any?) -> Double? {
    (value as? NSNumber ?? (value as? [NSNumber])?.first)?.doubleValue
  }

  static let names = [
    "egger2001_OR", "moore1998_OR", "pritz1997_PLO", "hackshaw1998", "homog_k3", "raudenbush1985",
  ]

  @Test(.enabled(if: cases != nil, isMissing), arguments: names)
  func trimfill(name: String) throws {
    let reference = try Self.load(name)
    var compared = 0
    for run in reference.runs where run.id.hasPrefix("trimfill_") {
      let words = run.id.split(separator: "_")
      let estimator = try #require(MissingStudies.Estimator(rawValue: String(words[2])))
      let model: any PoolingModel =
        words[1] == "EE"
        ? CommonEffect() : RandomEffects(tau2: words[1] == "DL" ? .derSimonianLaird : .reml, test: .z)
      let result = try TrimAndFill(
        reference.effects, model: model, estimator: estimator,
        side: TrimAndFill.Side(rawValue: String(words[3])))
      // The refit with the studies put in stops at metafor's default, 1e-5 in τ²; `trimfill.json` has tight ones.
      let tolerance = words[1] == "REML" ? 1e-4 : 1e-10
      let place = "\(name) \(run.id)"
      let estimate = result.adjusted.estimate
      #expect(result.k0 == (run.expected["k0"] as? NSNumber)?.intValue, "\(place)")
      #expect(result.side.rawValue == run.expected["side"] as? String, "\(place)")
      #expect(isNear(result.missing.se, Self.number(run.expected["se.k0"]), within: 1e-10), "\(place)")
      #expect(
        isNear(estimate.value, Self.number(run.expected["beta"]), within: tolerance, scale: estimate.se),
        "\(place)")
      #expect(isNear(estimate.se, Self.number(run.expected["se"]), within: tolerance), "\(place)")
      compared += 1
    }
    #expect(compared >= 18)
  }

  @Test(.enabled(if: cases != nil, isMissing), arguments: names)
  func failSafe(name: String) throws {
    let reference = try Self.load(name)
    let effects = reference.effects
    // metafor compares logits with 0.
    let null = effects.measure.analysisNull ?? 0
    let general = reference.runs.first { $0.id == "fsn_General" }
    let tau2 = try #require(Self.number(general?.expected["tau2"]))
    for run in reference.runs where run.id.hasPrefix("fsn_") {
      let target = Self.number(run.expected["target"])
      let number: FailSafeN
      switch run.id {
      case "fsn_Rosenthal": number = try .rosenthal(effects, null: null)
      case "fsn_Rosenthal_alpha01": number = try .rosenthal(effects, alpha: 0.01, null: null)
      case "fsn_Rosenberg": number = try .rosenberg(effects, null: null)
      case "fsn_Orwin", "fsn_Orwin_target05":
        number = try .orwin(effects, isWeighted: true, target: target, null: null)
      case "fsn_Orwin_unw_target05": number = try .orwin(effects, target: target, null: null)
      default: number = try .general(effects, tau2: .given(tau2), target: target, null: null)
      }
      let expected = try #require(Self.number(run.expected["fsnum"]))
      if number.method == .general {
        #expect(number.studies == expected || number.studies == expected - 1, "\(name) \(run.id)")
        let result = FileDrawer(effects, estimator: .given(tau2), null: null).result(added: expected)
        #expect(isNear(result.p, Self.number(run.expected["pval.fsn"]), within: 1e-8), "\(name) \(run.id)")
      } else {
        #expect(number.studies == expected, "\(name) \(run.id)")
      }
    }
  }

  @Test(.enabled(if: cases != nil, isMissing), arguments: names)
  func excess(name: String) throws {
    let reference = try Self.load(name)
    let effects = reference.effects
    let null = effects.measure.analysisNull ?? 0
    for run in reference.runs where ["tes", "tes_find", "tes_REML"].contains(run.id) {
      let isRandom = run.id == "tes_REML"
      let test: ExcessSignificance.Test =
        run.id == "tes_find" ? .binomial : Self.number(run.expected["X2"]) == nil ? .exact : .chi2
      let tau2 = isRandom ? try RandomEffects(test: .z).fit(effects).heterogeneity.tau2 ?? 0 : 0
      let result = try ExcessSignificance(
        effects, theta: Self.number(run.expected["theta"]), tau2: tau2, null: null, test: test)
      let place = "\(name) \(run.id)"
      // With τ² metafor's integrals have a relative tolerance of 1e-4; its limit of θ an absolute one.
      let tolerance = isRandom ? 1e-4 : 1e-11
      #expect(result.observed == (run.expected["O"] as? NSNumber)?.intValue, "\(place)")
      #expect(isNear(result.expected, Self.number(run.expected["E"]), within: tolerance), "\(place)")
      #expect(isNear(result.p, Self.number(run.expected["pval"]), within: 10 * tolerance), "\(place)")
      #expect(
        isNear(result.limit, Self.number(run.expected["theta.lim"]), within: 2e-4, scale: 1), "\(place)")
    }
  }
}
