import Foundation
import Testing

/// `copse bias`: its parts, its forms, and what it refuses.
@Suite("Bias")
struct BiasTests {
  private func json(_ arguments: String) throws -> [String: Any] {
    let run = try Command.run("bias \(arguments) --format json")
    #expect(run.code == 0, "\(run.errors)")
    return try #require(JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
  }

  @Test("without options the test that suits the measure, with the reason")
  func standard() throws {
    let run = try Command.run("bias magnesium --measure OR")
    #expect(run.code == 0, "\(run.errors)")
    #expect(
      run.text.contains("For OR  Harbord: a log odds ratio and its standard error depend on each other"))
    #expect(run.text.contains("t = -5.69, 14 df"))
    #expect(run.text.contains("Fail-safe N"))
    #expect(!run.text.contains("Funnel plot"))
    let forRatio = try Command.run("bias magnesium")
    #expect(forRatio.text.contains("For RR  Peters"))
  }

  @Test("the document has all parts that are asked for, in their order")
  func document() throws {
    let document = try json("magnesium --measure OR --part all")
    #expect(document["schema"] as? String == "copse.bias/1")
    for key in [
      "tool", "input", "measure", "k", "tests", "fail-safe", "pet-peese", "limit", "funnel", "warnings",
    ] {
      #expect(document[key] != nil, "\(key)")
    }
    let tests = try #require(document["tests"] as? [String: Any])
    #expect((tests["standard"] as? [String: Any])?["test"] as? String == "harbord")
    let results = try #require(tests["results"] as? [[String: Any]])
    #expect(abs(try #require(results[0]["statistic"] as? Double) - -5.694872691859287) < 1e-10)
    #expect((try json("magnesium --part funnel"))["tests"] == nil)
  }

  @Test("every test by name, with those that cannot be made and why")
  func all() throws {
    let run = try Command.run("bias magnesium --measure OR --asymmetry all --predictor all --format csv")
    #expect(run.code == 0, "\(run.errors)")
    let rows = try run.table().rows
    // Two tests with six predictors each, and nine others.
    #expect(rows.count == 21)
    #expect(rows.filter { $0["standard"] == "true" }.map { $0["test"] } == ["harbord"])
    let risk = try Command.run("bias magnesium --asymmetry deeks,peters --format csv").table().rows
    #expect(risk.map { $0["test"] } == ["peters", "deeks"])
    #expect(risk[1]["p"] == "" && risk[1]["note"]?.contains("made for OR, not for RR") == true)
  }

  @Test("the mixed-effects test takes the model's estimator and test, and names them")
  func mixed() throws {
    let arguments = "bias bcg-vaccine --part tests --asymmetry egger-mixed --tau2 DL --test hk"
    #expect(try Command.run(arguments).text.contains("Tau2 and test  Egger, mixed-effects (DL, hk)"))
    let standard = try Command.run("bias bcg-vaccine --asymmetry egger-mixed --format csv").table().rows
    #expect(standard.map { $0["model"] } == ["REML, hk-conservative"])
  }

  @Test("CSV is one part: the tests unless another is named")
  func csv() throws {
    #expect(try Command.run("bias magnesium --format csv").table().rows.map { $0["test"] } == ["peters"])
    let two = try Command.run("bias magnesium --part tests,funnel --format csv")
    #expect(
      two.code == 64 && two.errors.contains("2 parts are asked for (tests, funnel); name one with --part"))
    let funnel = try Command.run("bias magnesium --part funnel --format csv")
    let rows = try funnel.table().rows
    #expect(
      rows.map { $0["row_type"] ?? "" }.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        == ["contour", "limits", "null", "center", "egger", "study"])
    #expect(rows.filter { $0["row_type"] == "study" }.count == 16)
    let limit = try Command.run("bias magnesium --part limit --format csv").table().rows
    #expect(limit.filter { $0["row_type"] == "curve" }.count == 41 && limit[0]["row_type"] == "adjusted")
  }

  @Test("fewer than ten studies are not tested unless that is asked for; the other parts come")
  func fewStudies() throws {
    let refused = try Command.run("bias stroke-length-of-stay --measure SMD")
    #expect(refused.code == 0)
    #expect(refused.text.contains("not made: 9 studies, and with fewer than 10 a test cannot tell chance"))
    #expect(refused.text.contains("Fail-safe N"))
    let alone = try Command.run("bias stroke-length-of-stay --measure SMD --part tests")
    #expect(alone.code == 1 && alone.output.isEmpty)
    #expect(alone.errors.contains("BMJ 343:d4002") && alone.errors.contains("--small-k"))
    let document = try json("stroke-length-of-stay --measure SMD")
    #expect((document["tests"] as? [String: Any])?["refused"] is String)
    let forced = try Command.run("bias stroke-length-of-stay --measure SMD --part tests --small-k")
    #expect(forced.code == 0 && forced.text.contains("Pustejovsky-Rodgers"))
    #expect(forced.text.contains("asymmetry-few-studies"))
    let strict = try Command.run("bias stroke-length-of-stay --measure SMD --part tests --small-k --strict")
    #expect(strict.code == 65)
  }

  @Test("options that have no effect and names that are not there are refused with what is valid")
  func usage() throws {
    let cases: [(String, String)] = [
      ("--part trim", "there is no 'trim'; valid names, separated by commas, are tests,"),
      (
        "--asymmetry eger",
        "there is no 'eger'; valid names, separated by commas, are egger, egger-mixed, begg"
      ),
      (
        "--part funnel --asymmetry egger",
        "--asymmetry belongs to --part tests, which is not among the parts shown"
      ),
      ("--contours 0.5", "--contours belongs to --part funnel"),
      (
        "--predictor ninv",
        "--predictor belongs to --asymmetry egger and egger-mixed, and peters is asked for"
      ),
      ("--rank-p normal", "--rank-p belongs to --asymmetry begg and schwarzer"),
      ("--by year", "choose the studies of a subgroup with --where"),
    ]
    for (arguments, sentence) in cases {
      let run = try Command.run("bias magnesium \(arguments)")
      #expect(run.code == 64 && run.errors.contains(sentence), "\(arguments): \(run.errors)")
    }
    let contours = try Command.run("bias hyperdynamic-therapy --part funnel --contours 0.9")
    #expect(contours.code == 64 && contours.errors.contains("no effect, which PLO does not have"))
    let none = try Command.run("bias magnesium --where year=1986 --part limit,pet-peese")
    #expect(none.code == 1 && none.errors.contains("it takes at least 3"), "\(none.errors)")
  }

  @Test("the sizes of effects that come without them are read from their column")
  func sizes() throws {
    let data = "study,yi,sei,n\n" + (1...12).map { "S\($0),0.\($0),0.\($0 + 10),\(500 / $0)\n" }.joined()
    let run = try Command.run(
      "bias - --asymmetry egger --predictor ninv --part tests --size n --format csv", input: data)
    #expect(run.code == 0, "\(run.errors)")
    #expect(try run.table().rows[0]["k"] == "12")
    let without = try Command.run("bias - --asymmetry egger --predictor ninv --part tests", input: data)
    #expect(without.code == 1)
    #expect(without.errors.contains("it needs the sample size of each study, which S1 does not have"))
    let bad = try Command.run(
      "bias - --size n", input: data.replacingOccurrences(of: ",500\n", with: ",many\n"))
    #expect(bad.code == 65 && bad.errors.contains("many"))
  }

  @Test("PET-PEESE says which line is taken, and that a proportion has none")
  func petPeese() throws {
    let ratios = try Command.run("bias passive-smoking --log-ratio --part pet-peese")
    #expect(ratios.text.contains("PET, since PET's effect has a one-sided p = 0.477, not below 0.10"))
    let series = try Command.run("bias hyperdynamic-therapy --part pet-peese")
    #expect(series.code == 0 && series.text.contains("which this measure does not have"))
  }

  @Test("the tests of asymmetry fit a terminal of 100 columns, all of them by all predictors")
  func width() throws {
    let run = try Command.run("bias magnesium --measure OR --part tests --asymmetry all --predictor all")
    #expect(run.text.contains("Egger, mixed, by 1/√n"))
    for line in run.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test("a test that has no form for a regression is a mistake of the request")
  func mixedUsage() throws {
    let run = try Command.run(
      "bias bcg-vaccine --tau2 DL --test henmi-copas --part tests --asymmetry egger-mixed")
    #expect(run.code == 64 && run.errors.contains("it has no form for a regression"), "\(run.errors)")
    let other = try Command.run("bias bcg-vaccine --tau2 DL --test henmi-copas --part tests")
    #expect(other.code == 0, "\(other.errors)")
  }

  @Test("where there is no value of no effect, fail-safe N is left out with a note unless it is asked for")
  func noNull() throws {
    let plain = try Command.run("bias hyperdynamic-therapy")
    #expect(plain.code == 0 && !plain.text.contains("Fail-safe N") && plain.text.contains("Trim and fill"))
    #expect(plain.errors.contains("no fail-safe N, since PLO has no value of no effect"))
    let named = try Command.run("bias hyperdynamic-therapy --fail-safe-null 0.5")
    #expect(named.code == 0 && named.text.contains("Fail-safe N") && !named.text.contains("not made"))
    #expect(named.text.contains("halfway to no effect"))
    let asked = try Command.run("bias hyperdynamic-therapy --part tests,fail-safe")
    #expect(asked.text.contains("not made:") && asked.errors.isEmpty)
  }

  @Test("survival is tested by 1/n, and the standard error only with a warning")
  func survival() throws {
    let rows =
      "bias liver-cryoablation --where population=HCC --where arm=cryoablation --where outcome=overall-survival"
      + " --where at=12 --measure SLL --small-k"
    let standard = try Command.run(rows)
    #expect(standard.code == 0 && standard.text.contains("For SLL  Egger by 1/n"), "\(standard.errors)")
    let plain = try Command.run(rows + " --part tests --asymmetry egger").text
    #expect(
      plain.replacing(/\s+/, with: " ").contains(
        "Egger: a survival and its standard error depend on each other, so that small studies differ from large ones"
          + " without any bias; the test for this measure is Egger by 1/n (asymmetry-unsuited)"))
  }

  @Test("what is common to several parts is warned of once")
  func warningsOnce() throws {
    let text = try Command.run("bias magnesium --part tests,trim-fill,pet-peese,limit --asymmetry egger").text
    #expect(text.split(separator: "(asymmetry-unsuited)", omittingEmptySubsequences: false).count == 2)
    #expect(text.contains("Egger, Trim and fill, PET-PEESE, Limit meta-analysis: a log risk ratio"))
    let models = try Command.run("bias magnesium --part selection --selection step,halfnorm").text
    #expect(models.contains("selection models step, halfnorm: 16 studies tell little"))
  }

  @Test("the document and the text say what was pooled, how, and which studies were left out")
  func pooled() throws {
    let data =
      "study,events1,total1,events2,total2\n" + (1...11).map { "S\($0),\($0),50,\(12 - $0),60\n" }.joined()
      + "Empty,0,9,0,9\n"
    let run = try Command.run("bias - --part fail-safe --format json --like revman5", input: data)
    let json = try run.json()
    #expect(try json.items("excluded").count == 1 && json.string("excluded.0.study") == "Empty")
    #expect(try json.string("model.method") == "mh")
    #expect(json["like"] != nil && json["estimate"] != nil && json["display"] != nil)
    let text = try Command.run("bias - --part fail-safe --like revman5", input: data).text
    #expect(text.contains("Like") && text.contains("revman5 (Review Manager 5.4)"))
    #expect(text.contains("Left out (1)"))
  }

  @Test("--size belongs to the parts that use sizes")
  func sizePart() throws {
    let run = try Command.run("bias magnesium --part fail-safe --size total1")
    #expect(run.code == 64 && run.errors.contains("--size belongs to --part tests and funnel"))
  }

  @Test("a figure says which of the parts shown were not made")
  func refusedPartsOfAFigure() throws {
    let scratch = try Scratch()
    let run = try Command.run("bias intensive-statins --measure OR -o funnel.svg", in: scratch.folder)
    #expect(run.code == 0)
    #expect(run.errors.contains("copse: note: tests: not made: 4 studies"))
    #expect(try scratch.names() == ["funnel.svg"])
  }
}
