import Foundation
import Testing

/// `copse report`: one page for a review, what it needs, and what it refuses.
@Suite("Report")
struct ReportTests {
  private static let csv = """
    study,events,total
    Alpha 2001,3,40
    Beta 2004,5,61
    Gamma 2009,2,38
    Delta 2015,9,120

    """

  private static func title(_ html: String) -> String { PageAudit(html).named("h1").first?.text ?? "" }

  private static func headings(_ audit: PageAudit) -> [String] { audit.named("h2").map(\.text) }

  @Test("the report of the review: every part, every rule, under 3 MB")
  func review() throws {
    let run = try Command.run("report liver-cryoablation")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.count < 3_000_000, "\(run.output.count) bytes")
    let audit = PageAudit(run.text)
    #expect(audit.problems == [])
    let headings = Self.headings(audit)
    for part in [
      "Contents", "Treatment-related deaths after cryoablation",
      "Complications of HCC against radiofrequency ablation", "Survival of HCC one year after cryoablation",
      "Claims and their verdicts", "Evidence", "Methods", "Warnings", "Inputs and version",
    ] { #expect(headings.contains(part), "\(part) in \(headings)") }
    #expect(audit.named("figure").count >= 3)
    let tables = audit.named("table")
    let evidence = try #require(
      tables.first { $0.all.first { $0.name == "caption" }!.text.hasPrefix("data.csv") })
    #expect(evidence.all.count { $0.name == "tr" } == 272)
    let claims = try #require(
      tables.first { $0.all.first { $0.name == "caption" }!.text.hasPrefix("All claims") })
    #expect(claims.all.count { $0.name == "tr" } == 364)
    for section in audit.named("section") {
      #expect(
        section.all.contains { $0.name == "code" && $0.text.hasPrefix("copse ") },
        "\(section.text.prefix(80))")
    }
  }

  @Test("the hashes are those of the files, and the files are in the page")
  func inputs() throws {
    let run = try Command.run("report liver-cryoablation")
    let audit = PageAudit(run.text)
    let folder = Command.repository.appendingPathComponent("Datasets/liver-cryoablation")
    for name in ["data.csv", "studies.csv", "claims.yaml", "report.yaml"] {
      let file = folder.appendingPathComponent(name)
      let hash = try Command.shell("sha256sum '\(file.path)' || shasum -a 256 '\(file.path)'").text.prefix(64)
      #expect(run.text.contains(hash), "\(name)")
      let link = try #require(audit.named("a").first { $0.attributes["download"] == name })
      let content = link.attributes["href"].flatMap { $0.split(separator: ",", maxSplits: 1).last }
      #expect(
        content.flatMap { String($0).removingPercentEncoding }
          == (try String(contentsOf: file, encoding: .utf8)))
    }
  }

  @Test("each figure's rows are those that the command writes")
  func rows() throws {
    let scratch = try Scratch()
    let rows = try Command.run([
      "forest", "bcg-vaccine", "--by", "alloc", "--favors", "vaccine,control", "--data", scratch.folder.path,
    ])
    #expect(rows.code == 0, "\(rows.errors)")
    let audit = PageAudit(try Command.run("report bcg-vaccine").text)
    #expect(audit.problems == [])
    for name in ["forest.csv", "axis.csv", "shapes.csv"] {
      let link = try #require(audit.named("a").first { $0.attributes["download"] == "figure-1-\(name)" })
      let content = link.attributes["href"]?.split(separator: ",", maxSplits: 1).last
      #expect(content.flatMap { String($0).removingPercentEncoding } == (try scratch.text(name)))
    }
  }

  @Test("the same files give the same page; a folder gives that of its data set but for the names")
  func repeated() throws {
    let first = try Command.run("report bcg-vaccine")
    #expect(first.output == (try Command.run("report bcg-vaccine")).output)
    let folder = Command.repository.appendingPathComponent("Datasets/bcg-vaccine").path
    let read = try Command.run(["report", folder])
    #expect(read.code == 0, "\(read.errors)")
    #expect(Self.title(read.text) == Self.title(first.text))
    #expect(PageAudit(read.text).named("figure").count == PageAudit(first.text).named("figure").count)
  }

  @Test("a folder with nothing but data has what its data allow")
  func bare() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.csv)
    let run = try Command.run(["report", scratch.folder.path, "-o", "page.html"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let audit = PageAudit(try scratch.text("page.html"))
    #expect(audit.problems == [])
    #expect(
      Self.headings(audit) == [
        "Contents", "Pooled result", "Sensitivity", "Evidence", "Methods", "Warnings", "Inputs and version",
      ])
  }

  @Test("Markdown tells the same in one file")
  func markdown() throws {
    let run = try Command.run("report bcg-vaccine --format markdown")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.text.hasPrefix("# BCG vaccine against tuberculosis\n"))
    for part in [
      "## Evidence", "## Methods", "## Warnings", "## Inputs and version", "copse pool bcg-vaccine",
    ] {
      #expect(run.text.contains(part), "\(part)")
    }
    #expect(run.text.contains("copse forest bcg-vaccine --by alloc --favors vaccine,control -o figure.svg"))
    #expect(!run.text.contains("<svg"))
  }

  @Test("an analysis that cannot be made shows why, warns, and is an error under --strict")
  func failing() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.csv)
    try scratch.file(
      "report.yaml", "sections:\n  - title: Deaths\n    commands: [pool, pool --where study=Omega]\n")
    let run = try Command.run(["report", scratch.folder.path])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errors.contains("copse: warning: Deaths: copse pool"))
    #expect(run.errors.contains("Omega"))
    let audit = PageAudit(run.text)
    #expect(audit.problems == [])
    #expect(audit.named("p").contains { $0.text.contains("This analysis cannot be made") })
    let strict = try Command.run(["report", scratch.folder.path, "--strict"])
    #expect(strict.code == 65)
    #expect(strict.output.isEmpty)
  }

  @Test("everything that is wrong in report.yaml is told at its line")
  func broken() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.csv)
    try scratch.file(
      "report.yaml",
      """
      title: A report
      sections:
        - title: First
          commands:
            - pool --no-such-option
            - forest -o picture.svg
            - reproduce
            - pool 'open
            - pool other.csv
            - sensitivity baujat --theme dark
            - {title: Right, command: pool}

      """)
    let run = try Command.run(["report", scratch.folder.path, "-o", "page.html"], in: scratch.folder)
    #expect(run.code == 65)
    for line in [5, 6, 7, 8, 9, 10] {
      #expect(run.errors.contains("report.yaml:\(line):"), "\(line): \(run.errors)")
    }
    #expect(!run.errors.contains("report.yaml:11:"))
    #expect(try scratch.names() == ["data.csv", "report.yaml"])
    try scratch.file("report.yaml", "titel: A\ncolumns: [study, arm]\nsections:\n  - text: x\n")
    let keys = try Command.run(["report", scratch.folder.path])
    #expect(keys.code == 65)
    for word in ["titel", "arm", "title"] { #expect(keys.errors.contains("'\(word)'"), "\(keys.errors)") }
  }

  @Test("a multiverse and quoted words are found in the folder")
  func words() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.csv)
    try scratch.file("multiverse-all.yaml", "multiverse:\n  factors: {tau2: [REML, DL], test: [hk, z]}\n")
    try scratch.file(
      "report.yaml",
      "sections:\n  - title: A\n    commands: [sensitivity multiverse --spec all, \"pool --where 'study=Alpha 2001,Beta 2004'\"]\n"
    )
    let run = try Command.run(["report", "."], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let audit = PageAudit(run.text)
    let lines = audit.named("code").map(\.text)
    #expect(
      lines.contains("copse sensitivity multiverse ./data.csv --spec ./multiverse-all.yaml"), "\(lines)")
    #expect(lines.contains("copse pool ./data.csv --where 'study=Alpha 2001,Beta 2004'"), "\(lines)")
    #expect(run.text.contains("multiverse-all.yaml</th>"))
    #expect(audit.problems == [])
  }

  @Test("what is no folder, and endings that name no form")
  func refusals() throws {
    #expect(try Command.run("report no-such-folder").code == 66)
    #expect(
      try Command.run(["report", Command.repository.appendingPathComponent("Package.swift").path]).code == 66)
    #expect(try Command.run("report bcg-vaccine -o report.pdf").code == 64)
    #expect(try Command.run("report bcg-vaccine --format csv").code == 64)
    #expect(try Command.run("report bcg-vaccine -o no-such-folder/report.html").code == 73)
  }

  @Test("the audit finds what breaks the rules")
  func audit() {
    let page = """
      <html><head><title>t</title><style>.a { color: #999999; }</style></head><body><p id="a">x</p><h1>A</h1><h3>B</h3>
      <table><tbody><tr><th>a</th></tr></tbody></table><figure id="a"><svg></svg></figure><a href="https://x.org">x</a>
      <div tabindex="2"></div></body></html>
      """
    let problems = PageAudit(page).problems.joined(separator: "\n")
    for part in [
      "no language", "main: not one", "no skip link", "id a twice", "h3 follows h1", "without a caption",
      "without a scope", "without its rows", "outside the page", "positive tabindex", "contrast",
      "does not scale",
    ] { #expect(problems.contains(part), "\(part)") }
    #expect(abs(PageAudit.contrast("#000000", "#ffffff") - 21) < 1e-12)
  }
}
