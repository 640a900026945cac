import Foundation
import Testing

/// `--like`: each preset against its program, what it sets, and that options override it.
@Suite("Presets")
struct PresetTests {
  /// The numbers of a run of `pool`, by the names that they have here.
  private struct Numbers {
    let document: [String: Any]

    init(_ arguments: String) throws {
      let run = try Command.run("pool \(arguments) --format json")
      #expect(run.code == 0, "\(arguments): \(run.errors)")
      document = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    }

    subscript(_ path: String) -> Double? {
      let keys = path.split(separator: ".").map { String($0) }
      return keys.reduce(document as Any?) { ($0 as? [String: Any])?[$1] } as? Double
    }

    var sets: [String] { ((document["like"] as? [String: Any])?["sets"] as? [String]) ?? [] }
  }

  private func close(_ found: Double?, _ wanted: Double, _ tolerance: Double, _ what: String) {
    guard let found else {
      Issue.record("\(what) is missing")
      return
    }
    #expect(abs(found - wanted) <= tolerance * max(1, abs(wanted)), "\(what): \(found), not \(wanted)")
  }

  @Test("metafor 5.0-1: rma(yi, vi, method = \"REML\") and predict() on dat.bcg, log RR")
  func metafor() throws {
    let fit = try Numbers("bcg-vaccine --like metafor --measure RR")
    close(fit["estimate.value"], -0.7145323421581394, 1e-8, "estimate")
    close(fit["estimate.lower"], -1.0668976388103504, 1e-8, "lower")
    close(fit["estimate.upper"], -0.3621670455059286, 1e-8, "upper")
    close(fit["heterogeneity.tau2"], 0.3132432581364808, 1e-8, "tau2")
    close(fit["heterogeneity.i2"], 0.9222138452126894, 1e-8, "I2")
    close(fit["prediction.lower"], -1.8666922179028864, 1e-8, "prediction")
    // test = "knha": its prediction interval has the standard error and the distribution of the test.
    let knha = try Numbers("bcg-vaccine --like metafor --measure RR --test hk")
    close(knha["estimate.lower"], -1.108443713685551, 1e-8, "knha lower")
    close(knha["prediction.lower"], -1.9960168341962023, 1e-8, "knha prediction")
  }

  @Test("meta 8.3-0: metabin(method = \"MH\", sm = \"RR\") on dat.bcg, both of its results")
  func meta() throws {
    let random = try Numbers("bcg-vaccine --like meta")
    close(random["estimate.value"], -0.7145323421581398, 1e-8, "random")
    close(random["estimate.lower"], -1.066897638810353, 1e-8, "lower")
    close(random["heterogeneity.i2"], 0.9211734685456205, 1e-8, "I2")
    close(random["prediction.lower"], -1.9953419585091154, 1e-8, "prediction")
    // meta's root search for the limits ends at its default tolerance: metafor's, at 1e-12, is 0.11967.
    close(random["heterogeneity.tau2Lower"], 0.11969531281663787, 1e-4, "tau2 lower")
    let common = try Numbers("bcg-vaccine --like meta --model common")
    close(common["estimate.value"], -0.4537096046837539, 1e-12, "common")
    close(common["estimate.se"], 0.03933736687129438, 1e-12, "common se")
  }

  @Test(
    "RevMan 5 as meta 8.3-0 repeats it: method.tau = \"DL\", Q.Cochrane = TRUE, RR.Cochrane = TRUE",
    arguments: [
      (
        "bcg-vaccine", -0.7141861195687312, 0.17891337967294615, 0.3094968537638673, 152.56755358665745,
        0.9213463169730641
      ),
      // With zero cells, and a τ² of 0.
      ("catheter-infection", -0.92569435597671, 0.23031889234755176, 0, 15.889651949716793, 0),
    ])
  func revman5(data: String, value: Double, se: Double, tau2: Double, q: Double, i2: Double) throws {
    let fit = try Numbers("\(data) --like revman5 --model random --measure RR")
    close(fit["estimate.value"], value, 1e-12, "estimate")
    close(fit["estimate.se"], se, 1e-12, "se")
    close(fit["heterogeneity.tau2"], tau2, 1e-12, "tau2")
    close(fit["heterogeneity.q"], q, 1e-12, "Q")
    close(fit["heterogeneity.i2"], i2, 1e-12, "I2")
    #expect(fit.document["prediction"] is NSNull)
    #expect((fit.document["model"] as? [String: Any])?["tau2"] as? String == "DL-MH")
  }

  @Test("RevMan 5 by itself: the Mantel-Haenszel odds ratio, as metabin's TE.common on dat.bcg")
  func revman5Default() throws {
    let fit = try Numbers("bcg-vaccine --like revman5")
    close(fit["estimate.value"], -0.4734109883885855, 1e-12, "estimate")
    close(fit["estimate.se"], 0.04100777840423145, 1e-12, "se")
    close(fit["heterogeneity.q"], 163.94257956919313, 1e-12, "Q")
    // --method iv under random effects is plain DerSimonian and Laird; an option for τ² means random effects.
    let plain = try Numbers("bcg-vaccine --like revman5 --method iv --tau2 DL")
    #expect((plain.document["model"] as? [String: Any])?["tau2"] as? String == "DL")
  }

  @Test("RevMan since 2024: REML with the Wald interval and I2 from tau2, as metafor's on dat.bcg")
  func revman() throws {
    let fit = try Numbers("bcg-vaccine --like revman --measure RR")
    close(fit["estimate.upper"], -0.3621670455059286, 1e-8, "upper")
    close(fit["heterogeneity.i2"], 0.9222138452126894, 1e-8, "I2")
    #expect(!fit.sets.contains { $0.hasPrefix("--prediction") || $0.hasPrefix("--measure") })
  }

  @Test("Stata's manual, meta summarize on the pupil IQ data: 0.084 [-0.018, 0.185], tau2 0.0188, I2 41.84 %")
  func stata() throws {
    let fit = try Numbers("teacher-expectancy --like stata")
    close(fit["estimate.value"], 0.084, 5e-4, "estimate")
    close(fit["estimate.lower"], -0.018, 5e-4, "lower")
    close(fit["estimate.upper"], 0.185, 5e-4, "upper")
    close(fit["heterogeneity.tau2"], 0.0188, 5e-5, "tau2")
    // The converged value is 41.847 %; Stata stops a little earlier.
    close(fit["heterogeneity.i2"], 0.4184, 1e-4, "I2")
    #expect(fit.sets.contains("--prediction hts"))
    #expect(try Numbers("bcg-vaccine --like stata").document["measure"] as? String == "OR")
  }

  @Test("options override, and are not among what was set")
  func overriding() throws {
    let fit = try Numbers("bcg-vaccine --like meta --measure OR --tau2 DL --prediction none --i2 tau2")
    let model = try #require(fit.document["model"] as? [String: Any])
    #expect(fit.document["measure"] as? String == "OR")
    #expect(model["tau2"] as? String == "DL")
    #expect(model["test"] as? String == "z")
    #expect(
      fit.sets == [
        "--method iv", "--model random", "--test z", "--tau2-ci qp", "--correction 0.5",
        "--correct only-zero",
        "--double-zero drop",
      ])
    // An option that the binomial-normal model does not have means inverse variance.
    let inverse = try Numbers("catheter-infection-treated --like meta --tau2 DL")
    #expect(inverse.sets.contains("--method iv"))
    #expect(try Numbers("catheter-infection-treated --like meta").sets.contains("--method glmm"))
  }

  @Test("the printed choices, the notes and the errors name the preset")
  func naming() throws {
    let text = try Command.run("pool bcg-vaccine --like revman5 --model random --methods").text
    #expect(text.contains("revman5 (Review Manager 5.4), which set --measure OR"))
    #expect(text.contains("DL-MH: DerSimonian-Laird with the Q around"))
    #expect(try Command.run("forest bcg-vaccine --like stata").errors.contains("note: like stata"))
    let effects = try Command.run("effects bcg-vaccine --like stata --format csv")
    #expect(effects.errors.contains("note: like stata (Stata's meta), which set --measure OR"))
    let unknown = try Command.run("pool bcg-vaccine --like spss")
    #expect(unknown.code == 64)
    #expect(unknown.errors.contains("'metafor', 'meta', 'revman5', 'revman' or 'stata'"))
    #expect(try Command.run("pool bcg-vaccine --format json").json()["like"] == nil)
  }

  @Test(
    "what the data have no use for is not set, and is no error",
    arguments: ["metafor", "meta", "revman5", "revman", "stata"],
    ["teacher-expectancy", "stroke-length-of-stay", "catheter-infection-rates", "catheter-infection-treated"])
  func otherData(name: String, data: String) throws {
    let fit = try Numbers("\(data) --like \(name)")
    #expect(fit["estimate.value"] != nil)
    if data == "teacher-expectancy" {
      #expect(!fit.sets.contains { $0.hasPrefix("--measure") || $0.hasPrefix("--correct") })
    }
  }

  // MARK: The reference results of the peers, where their folder is there.

  private static let oracle = OracleFolder.cases
  private static let isMissing: Comment = "the oracle's folder, shared/oracle, is not beside the package"

  @Test(
    "metabin's runs", .enabled(if: oracle != nil, isMissing),
    arguments: [
      ("meta_bin_bcg", "bcg-vaccine"), ("meta_bin_nielweise2007", "catheter-infection"),
      ("meta_bin_egger2001", "--events ai,ci --total n1i,n2i"),
      ("meta_bin_yusuf1985_t9", "--events ai,ci --total n1i,n2i"),
    ])
  func oracleRuns(name: String, data: String) throws {
    let folder = try #require(Self.oracle)
    let file = folder.appendingPathComponent(name + ".json")
    let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let runs = try #require(document?["runs"] as? [[String: Any]])
    let input = data.hasPrefix("--") ? "\(folder.path)/\(name).csv \(data)" : data
    for run in runs {
      let id = try #require(run["id"] as? String)
      guard let wanted = run["expected"] as? [String: Any] else { continue }
      if id == "QCochrane_DL_RevMan" {
        let fit = try Numbers("\(input) --like revman5 --model random --measure RR")
        close(fit["estimate.value"], try #require(wanted["TE.random"] as? Double), 1e-10, "\(name) \(id)")
        close(fit["heterogeneity.tau2"], try #require(wanted["tau2"] as? Double), 1e-10, "\(name) τ²")
        close(fit["heterogeneity.q"], try #require(wanted["Q"] as? Double), 1e-10, "\(name) Q")
      } else if id == "MH_OR_REML" {
        let fit = try Numbers("\(input) --like meta --measure OR")
        close(fit["estimate.value"], try #require(wanted["TE.random"] as? Double), 1e-7, "\(name) \(id)")
        close(fit["estimate.lower"], try #require(wanted["lower.random"] as? Double), 1e-7, "\(name) lower")
        close(fit["prediction.lower"], try #require(wanted["lower.predict"] as? Double), 1e-7, "\(name) PI")
        close(fit["heterogeneity.i2"], try #require(wanted["I2"] as? Double), 1e-7, "\(name) I²")
        let common = try Numbers("\(input) --like meta --measure OR --model common")
        close(common["estimate.value"], try #require(wanted["TE.common"] as? Double), 1e-10, "\(name) MH")
      }
    }
  }

  @Test(
    "metaprop's default, the binomial-normal model; to lme4's precision",
    .enabled(if: oracle != nil, isMissing))
  func oracleMixedModel() throws {
    let folder = try #require(Self.oracle)
    let file = folder.appendingPathComponent("meta_prop_pritz1997.json")
    let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let runs = try #require(document?["runs"] as? [[String: Any]])
    let run = try #require(runs.first { $0["id"] as? String == "GLMM" })
    let wanted = try #require(run["expected"] as? [String: Any])
    let fit = try Numbers("\(folder.path)/meta_prop_pritz1997.csv --events xi --total ni --like meta")
    for (ours, theirs) in [
      ("estimate.value", "TE.random"), ("estimate.lower", "lower.random"), ("heterogeneity.tau2", "tau2"),
      ("prediction.lower", "lower.predict"),
    ] { close(fit[ours], try #require(wanted[theirs] as? Double), 1e-3, theirs) }
  }
}

/// The results of the peers, where they stand beside the package or beside the folder that it is in.
private enum OracleFolder {
  static let cases: URL? = {
    var parent = Command.repository
    for _ in 0..<2 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/oracle/cases")
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()
}
