import Foundation
import Testing

/// `copse bias --part selection`: its forms and what it refuses.
@Suite("Selection models of the command")
struct SelectionModelTests {
  private func model(_ arguments: String) throws -> [String: Any] {
    let run = try Command.run("bias passive-smoking --part selection \(arguments) --format json")
    #expect(run.code == 0, "\(run.errors)")
    let document = try #require(JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
    let selection = try #require(document["selection"] as? [String: Any])
    return try #require((selection["models"] as? [[String: Any]])?.first)
  }

  @Test("the published selection among the studies of passive smoking")
  func published() throws {
    let model = try model("--steps 0.05,0.10,0.50 --selection-side greater")
    let delta = try #require(model["parameters"] as? [[String: Any]]).compactMap { $0["value"] as? Double }
    for (value, printed) in zip(delta, [2.422079, 0.977543, 0.396713]) {
      #expect(abs(value - printed) < 1e-5)
    }
    let test = try #require(model["test"] as? [String: Any])
    #expect(test["df"] as? Int == 3 && abs((test["statistic"] as? Double ?? 0) - 7.066137) < 1e-6)
  }

  @Test("a last step of 1 is taken as metafor takes it, and the side is that of the pooled effect")
  func defaults() throws {
    let (given, short) = (try model("--steps 0.025,1"), try model(""))
    #expect(given["logLikelihood"] as? Double == short["logLikelihood"] as? Double)
    #expect(short["alternative"] as? String == "greater")
  }

  @Test("every model has its rows in the CSV, with a curve to be drawn")
  func csv() throws {
    let table = try Command.run(
      "bias passive-smoking --part selection --selection step,halfnorm,trunc --format csv"
    ).text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = table[0].map(String.init)
    func column(_ name: String) throws -> [String] {
      let place = try #require(header.firstIndex(of: name))
      return table.dropFirst().map { String($0[place]) }
    }
    let (models, types) = (try column("model"), try column("row_type"))
    #expect(Set(models) == ["step", "halfnorm", "trunc"])
    for name in ["step", "halfnorm", "trunc"] {
      let own = Set(zip(models, types).filter { $0.0 == name }.map(\.1))
      #expect(own.isSuperset(of: ["unadjusted", "adjusted", "tau2", "delta", "test"]))
      #expect(own.contains("curve") == (name != "trunc") && own.contains("interval") == (name != "halfnorm"))
    }
    let (values, x) = (try column("value"), try column("x"))
    for (type, cells) in zip(types, zip(values, x)) where type == "curve" {
      #expect(Double(cells.0) != nil && Double(cells.1) != nil)
    }
  }

  @Test("for reading")
  func text() throws {
    let run = try Command.run("bias passive-smoking --part selection --steps 0.025,0.5")
    for words in ["Selection model step", "Unadjusted", "Adjusted", "0.025 to 0.5", "against none"] {
      #expect(run.text.contains(words), "\(words)")
    }
    let supposed = try Command.run("bias passive-smoking --part selection --selection-weights all")
    #expect(supposed.text.contains("severe-two-tailed") && supposed.text.contains("supposed, not estimated"))
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("passive-smoking --part selection --steps 0.5,0.1", 64, "rising numbers"),
      ("passive-smoking --part selection --selection none", 64, "truncest"),
      ("passive-smoking --part selection --selection beta --steps 0.1", 64, "belongs to --selection step"),
      ("passive-smoking --part selection --selection-cut 1", 64, "belongs to --selection trunc"),
      ("passive-smoking --part selection --selection-weights 1,0.5", 64, "needs --steps"),
      ("passive-smoking --part selection --steps 0.1 --selection-weights 1,0.5,0.2", 64, "2 intervals"),
      ("passive-smoking --part selection --steps 0.1 --selection-weights all", 64, "steps of their own"),
      (
        "passive-smoking --part selection --steps 0.0001", 1,
        "no study has a one-sided (greater) p-value up to"
      ),
      ("passive-smoking --part fail-safe --steps 0.1", 64, "belongs to --part selection"),
    ])
  func refused(_ arguments: String, _ code: Int32, _ words: String) throws {
    let run = try Command.run("bias \(arguments)")
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("a negative cut is read, and one that the measure cannot have refused")
  func cuts() throws {
    let run = try Command.run(
      "bias magnesium --measure RD --part selection --selection trunc --selection-cut -0.05")
    #expect(run.code == 0 && run.text.contains("effect being below"), "\(run.errors)")
    let bad = try Command.run("bias magnesium --part selection --selection trunc --selection-cut -0.5")
    #expect(
      bad.code == 64 && bad.errors.contains("-0.5 is not a value of the risk ratio"), "\(bad.errors)"
    )
  }

  @Test("where the likelihood is flat there is no interval, and none is printed as NaN")
  func flat() throws {
    let data = "study,yi,sei\n" + (1...12).map { "S\($0),0.2,0.2\n" }.joined()
    let run = try Command.run("bias - --part selection --selection all", input: data)
    #expect(run.code == 0 && !run.text.contains("NaN"), "\(run.text)")
    let csv = try Command.run("bias - --part selection --selection all --format csv", input: data)
    #expect(!csv.text.lowercased().contains("nan"))
  }
}
