import Foundation
import Testing

/// `copse pool --format json`: the shape that scripts rely on, and the numbers of R (metafor 3.8-1).
@Suite("Pooling, as JSON")
struct PoolJSONTests {
  private func pool(_ arguments: String, input: String? = nil) throws -> JSON {
    let run = try Command.run("pool \(arguments) --format json", input: input)
    #expect(run.code == 0, "\(run.command): \(run.errors)")
    return try run.json()
  }

  /// Key and type: s text, n number, b boolean, a list, o object; ? may be null.
  private static let shape: [(path: String, type: String)] = [
    ("schema", "s"), ("tool.name", "s"), ("tool.version", "s"), ("command", "a"), ("input.file", "s"),
    ("input.sha256", "s"), ("measure", "s"), ("model.effects", "s"), ("model.method", "s"),
    ("model.tau2", "s?"),
    ("model.test", "s"), ("model.prediction", "s?"), ("model.i2", "s"), ("model.level", "n"), ("k", "n"),
    ("excluded", "a"), ("estimate.value", "n"), ("estimate.se", "n"), ("estimate.lower", "n"),
    ("estimate.upper", "n"),
    ("estimate.statistic", "n?"), ("estimate.df", "n?"), ("estimate.p", "n?"), ("prediction", "o?"),
    ("display.scale", "s"), ("display.value", "n"), ("display.lower", "n"), ("display.upper", "n"),
    ("display.predictionLower", "n?"), ("display.predictionUpper", "n?"), ("heterogeneity.tau2", "n?"),
    ("heterogeneity.tau2SE", "n?"), ("heterogeneity.tau2Lower", "n?"), ("heterogeneity.tau2Upper", "n?"),
    ("heterogeneity.tau", "n?"), ("heterogeneity.i2", "n?"), ("heterogeneity.i2Lower", "n?"),
    ("heterogeneity.i2Upper", "n?"), ("heterogeneity.i2Definition", "s"), ("heterogeneity.h2", "n?"),
    ("heterogeneity.q", "n"), ("heterogeneity.qDF", "n"), ("heterogeneity.qP", "n?"), ("studies", "a"),
    ("studies.0.study", "s"), ("studies.0.group", "s?"), ("studies.0.yi", "n"), ("studies.0.vi", "n"),
    ("studies.0.sei", "n"), ("studies.0.estimate", "n"), ("studies.0.lower", "n"), ("studies.0.upper", "n"),
    ("studies.0.weight", "n"), ("subgroups", "a"), ("subgroupTest", "o?"), ("convergence", "o?"),
    ("warnings", "a"),
  ]

  private func isOf(type: String, _ value: JSON) -> Bool {
    switch value {
    case .null: type.hasSuffix("?")
    case .string: type.hasPrefix("s")
    case .number: type.hasPrefix("n")
    case .bool: type.hasPrefix("b")
    case .array: type.hasPrefix("a")
    case .object: type.hasPrefix("o")
    }
  }

  @Test(
    "every promised key is there, with its type",
    arguments: [
      "bcg-vaccine", "bcg-vaccine --method mh", "bcg-vaccine --by alloc",
      "catheter-infection-treated --measure PFT",
      "catheter-infection --measure PETO --method peto", "passive-smoking --log-ratio",
      "teacher-expectancy --model common",
      "liver-cryoablation --where outcome=liver-abscess", "bcg-vaccine --where year=1948",
      "bcg-vaccine --prediction none",
    ])
  func shape(arguments: String) throws {
    let result = try pool(arguments)
    for (path, type) in Self.shape {
      guard let value = result[path] else {
        Issue.record("no key \(path)")
        continue
      }
      #expect(isOf(type: type, value), "\(path): \(value)")
    }
    #expect(result["schema"] == .string("copse.pool/1"))
    #expect(result["command.0"] == .string("copse"))
    let weights = try result.items("studies").map { try $0.number("weight") }
    #expect(abs(weights.reduce(0, +) - 100) < 1e-9)
  }

  @Test("parts that come and go have their keys too")
  func parts() throws {
    let result = try pool("bcg-vaccine --by alloc")
    for path in [
      "prediction.lower", "prediction.upper", "prediction.df", "subgroupTest.q", "subgroupTest.df",
      "subgroupTest.p",
    ] {
      _ = try result.number(path)
    }
    for index in 0..<3 {
      _ = try result.string("subgroups.\(index).group")
      for path in ["k", "estimate.value", "display.lower", "heterogeneity.q"] {
        _ = try result.number("subgroups.\(index).\(path)")
      }
      #expect(result["subgroups.\(index).prediction"] != nil)
    }
    #expect(try result.items("subgroups").count == 3)
    #expect(result["convergence.converged"] == .bool(true))
    #expect(result["convergence.boundary"] == .bool(false))
    _ = try result.string("convergence.method")
    _ = try result.number("convergence.iterations")
    _ = try result.string("warnings.0.code")
    _ = try result.string("warnings.0.message")
    #expect(result["warnings.0.study"] != nil)
    let left = try pool("catheter-infection --measure OR")
    #expect(try left.string("excluded.0.study") == "Yucel 2004")
    #expect(try left.string("excluded.0.reason") == "no events in either group")
  }

  @Test("what does not apply is null: no text NaN, no infinity")
  func nulls() throws {
    let run = try Command.run("pool bcg-vaccine --where year=1948 --format json")
    let result = try run.json()
    for path in ["prediction", "display.predictionLower", "subgroupTest", "estimate.df"] {
      #expect(result[path] == .null, "\(path)")
    }
    #expect(!run.text.lowercased().contains("nan"))
    #expect(!run.text.lowercased().contains("inf"))
    let common = try pool("bcg-vaccine --model common")
    for path in ["model.tau2", "model.prediction", "prediction", "heterogeneity.tau2", "convergence"] {
      #expect(common[path] == .null, "\(path)")
    }
  }

  @Test("numbers in JSON and CSV are the same doubles, to the last bit")
  func sameDoubles() throws {
    for arguments in ["bcg-vaccine", "smell-loss-covid", "passive-smoking --log-ratio"] {
      let result = try pool(arguments)
      let row = try #require(try Command.run("pool \(arguments) --format csv").table().rows.first)
      let pairs = [
        ("estimate.value", "value"), ("estimate.se", "se"), ("estimate.lower", "lower"),
        ("estimate.upper", "upper"),
        ("display.value", "display_value"), ("heterogeneity.tau2", "tau2"), ("heterogeneity.i2", "i2"),
        ("heterogeneity.q", "q"), ("heterogeneity.qP", "q_p"),
        ("display.predictionLower", "display_prediction_lower"),
      ]
      for (path, column) in pairs { #expect(try result.number(path) == row.number(column), "\(path)") }
      let effects = try Command.run("effects \(arguments) --format csv").table()
      for (index, study) in effects.rows.enumerated() {
        #expect(try study.number("yi") == result.number("studies.\(index).yi"))
        #expect(try study.number("vi") == result.number("studies.\(index).vi"))
      }
    }
  }

  /// Command, and what metafor says at each path.
  static let reference: [(String, [(String, Double)])] = [
    (
      "bcg-vaccine --measure RR --tau2 REML --test z",
      [
        ("heterogeneity.tau2", 0.3132432581364808), ("heterogeneity.tau2SE", 0.16642575283697084),
        ("estimate.value", -0.7145323421581394), ("estimate.se", 0.1797815161052057),
        ("estimate.lower", -1.0668976388103504), ("estimate.upper", -0.3621670455059286),
        ("estimate.p", 7.054258101641619e-05), ("heterogeneity.i2", 0.9222138452126894),
        ("heterogeneity.h2", 12.855758235309162), ("heterogeneity.q", 152.23300808237326),
        ("heterogeneity.qP", 1.9967645908460005e-26), ("heterogeneity.tau2Lower", 0.11971836114115222),
        ("heterogeneity.tau2Upper", 1.1114790840609292), ("display.value", 0.48942093982603024),
        ("display.lower", 0.34407430610677714), ("display.upper", 0.6961660667154264),
        // predtype = "Riley", t with k - 2 degrees of freedom.
        ("prediction.lower", -2.008375906922578), ("prediction.upper", 0.5793112226062992),
        ("prediction.df", 11),
      ]
    ),
    (
      "bcg-vaccine --measure RR --tau2 REML --test z --prediction z",
      [("display.predictionLower", 0.15463431340090728), ("display.predictionUpper", 1.5490278391134198)]
    ),
    (
      "bcg-vaccine --measure RR --tau2 REML --test hk",
      [
        ("estimate.lower", -1.108443713685551), ("estimate.upper", -0.32062097063072803),
        ("estimate.se", 0.18079174409284787), ("estimate.df", 12), ("estimate.p", 0.0019200150960572916),
      ]
    ),
    (
      "bcg-vaccine --tau2 DL --test z",
      [
        ("heterogeneity.tau2", 0.3087602628623761), ("estimate.value", -0.7141172220732273),
        ("estimate.se", 0.1787420895354031), ("heterogeneity.i2", 0.9211734685456204),
      ]
    ),
    (
      "bcg-vaccine --model common",
      [
        ("estimate.value", -0.430285163654091), ("estimate.se", 0.04049875171086381),
        ("heterogeneity.q", 152.23300808237326),
      ]
    ),
    (
      "bcg-vaccine --method mh",
      [
        ("estimate.value", -0.4537096046837539), ("estimate.se", 0.03933736687129438),
        ("estimate.lower", -0.5308094269981299), ("heterogeneity.q", 152.56755358665728),
      ]
    ),
    (
      "bcg-vaccine --method mh --measure OR",
      [("estimate.value", -0.4734109883885855), ("estimate.se", 0.04100777840423144)]
    ),
    (
      "bcg-vaccine --method peto",
      [
        ("estimate.value", -0.47444631094063633), ("estimate.se", 0.04065908074464828),
        ("heterogeneity.q", 167.7301675114894),
      ]
    ),
    (
      "bcg-vaccine --by alloc --test z",
      [
        ("subgroupTest.q", 1.8614449461545624), ("subgroupTest.p", 0.39426875888559937),
        ("subgroups.0.estimate.value", -0.9709647042631039),
        ("subgroups.0.heterogeneity.tau2", 0.39252800690087064),
        ("subgroups.1.estimate.value", -0.5407929618493453), ("subgroups.2.estimate.se", 0.35974523243311146),
      ]
    ),
    (
      "bcg-vaccine --by alloc --by-tau2 common --test z",
      [
        ("subgroups.0.estimate.value", -0.9657741785458457), ("subgroups.1.estimate.se", 0.4411944603868506),
        ("subgroups.2.estimate.value", -0.42891756092357686),
        ("subgroups.2.heterogeneity.tau2", 0.3615036643240182),
      ]
    ),
    (
      "liver-cryoablation --where outcome=treatment-related-death --where arm=cryoablation",
      [
        ("k", 3), ("estimate.value", -3.909373048958171), ("estimate.se", 0.555279253309024),
        ("estimate.lower", -6.298546843981488), ("estimate.upper", -1.520199253934854),
        ("heterogeneity.tau2", 0.516141334354393), ("studies.0.weight", 30.243839593886822),
      ]
    ),
  ]

  @Test("the numbers of metafor", arguments: reference)
  func numbers(arguments: String, expected: [(String, Double)]) throws {
    let result = try pool(arguments)
    for (path, value) in expected {
      let ours = try result.number(path)
      // R finds the limits of tau² and the maximum of the likelihood by iteration.
      #expect(isClose(ours, value, within: 1e-9), "\(path): \(ours), expected \(value)")
    }
  }

  @Test("raw proportions whose likelihood is highest at tau² = 0")
  func boundary() throws {
    let result = try pool("catheter-infection-treated --measure PR --test z")
    #expect(try result.number("heterogeneity.tau2") == 0)
    #expect(result["convergence.boundary"] == .bool(true))
    #expect(try isClose(result.number("display.value"), 0.005353168981433829))
    #expect(try isClose(result.number("display.lower"), 0.0025032052661919974))
    #expect(try isClose(result.number("display.upper"), 0.00820313269667566))
  }

  @Test("deaths after cryoablation of liver tumors: 13 of 633 in three cohorts")
  func deaths() throws {
    let run = try Command.run(
      "pool liver-cryoablation --where outcome=treatment-related-death --where arm=cryoablation")
    #expect(run.text.contains("3 studies, 13 events in 633 (2.1% crude)"))
  }

  @Test("a double arcsine that is taken back to 0 says so, and shows the other rules")
  func freemanTukey() throws {
    let input = "study,events,total\na,1,10\nb,12,120\nc,3,60\nd,217,676262\n"
    let result = try pool("- --measure PFT --model common", input: input)
    #expect(try result.number("display.value") == 0)
    #expect(try isClose(result.number("estimate.value"), 0.01801530647370193))
    #expect(try isClose(result.number("estimate.se"), 0.0006079262126240221))
    let codes = try result.items("warnings").map { try $0.string("code") }
    #expect(codes.contains("outside-studies"))
    #expect(codes.contains("unequal-sizes"))
    let expected: [String: [Double]] = [
      "geometric": [469.74467996177253, 0, 0, 0],
      "arithmetic": [169113, 0.00032156820566658917, 0.000280066097866849, 0.0003659080728147801],
      "inverse-variance": [676454, 0.00032377790960835817, 0.0002822750600435797, 0.00036811833903915847],
    ]
    let alternatives = try result.items("display.alternatives")
    #expect(alternatives.count == 3)
    for alternative in alternatives {
      let rule = try alternative.string("rule")
      let wanted = try #require(expected[rule])
      for (key, value) in zip(["size", "value", "lower", "upper"], wanted) {
        #expect(
          isClose(try alternative.number(key), value, within: 1e-8),
          "\(key) by \(rule)")
      }
    }
    for (rule, values) in expected where values[1] > 0 {
      let chosen = try pool("- --measure PFT --model common --pft-n \(rule)", input: input)
      #expect(try isClose(chosen.number("display.value"), values[1], within: 1e-8))
    }
  }

  @Test("the data are named by their hash, the command by its words")
  func provenance() throws {
    let result = try pool("bcg-vaccine --level 0.9")
    let words = try result.items("command")
    #expect(
      words == ["copse", "pool", "bcg-vaccine", "--level", "0.9", "--format", "json"].map { .string($0) })
    #expect(try result.string("input.file") == "bcg-vaccine")
    let sum = try Command.shell(
      "copse datasets bcg-vaccine --data | (sha256sum || shasum -a 256) 2>/dev/null"
    ).text
    #expect(try sum.hasPrefix(result.string("input.sha256")))
  }

  @Test("beside corrected zero cells stands the likelihood of the counts, and the methods on request")
  func likelihoodBeside() throws {
    let json = try Command.run("pool catheter-infection-treated --format json --methods").json()
    #expect(try abs(json.number("likelihoodBeside.estimate.value") - -4.81184998) < 2e-8)
    #expect(try json.string("likelihoodBeside.method") == "glmm")
    #expect(try json.string("methods.text").contains("logit-transformed proportion of 18 studies"))
    #expect(try json.string("methods.references.0").contains("2005"))
    let bcg = try Command.run("pool bcg-vaccine --format json").json()
    #expect(bcg["likelihoodBeside"] == .null && bcg["methods"] == nil)
    #expect(try Command.run("pool bcg-vaccine --methods --format csv").code == 64)
  }
}
