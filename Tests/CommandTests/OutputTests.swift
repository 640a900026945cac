import Foundation
import Testing

/// Where results go: files that appear whole or not at all, and streams without ornaments.
@Suite("Output")
struct OutputTests {
  @Test(
    "the ending of -o chooses the form, --format overrules it",
    arguments: [
      ("out.csv", "csv"), ("out.json", "json"), ("out.md", "markdown"), ("out.markdown", "markdown"),
      ("out.txt", "table"),
      ("OUT.CSV", "csv"), ("out.dat --format json", "json"), ("out.csv --format json", "json"),
    ])
  func endings(target: String, format: String) throws {
    let name = String(target.split(separator: " ")[0])
    for subcommand in ["pool", "effects", "forest", "check"] {
      let scratch = try Scratch()
      let run = try Command.run("\(subcommand) bcg-vaccine -o \(target)", in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.output.isEmpty)
      #expect(try scratch.names() == [name])
      let isDrawn = subcommand == "forest" && target == "out.txt"
      let form = isDrawn ? "--draw" : "--format \(format)"
      let printed = try Command.run("\(subcommand) bcg-vaccine \(form)").text
      let written = try scratch.text(name)
      if format == "json", subcommand == "pool" {
        #expect(try JSONDecoder().decode(JSON.self, from: Data(written.utf8))["k"] == .number(13))
      } else {
        #expect(written == printed, "\(subcommand)")
      }
    }
  }

  @Test("a forest plot's .txt is its picture; --format table is the table")
  func drawnText() throws {
    let scratch = try Scratch()
    let drawn = try Command.run("forest bcg-vaccine -o a.txt", in: scratch.folder)
    #expect(drawn.code == 0 && drawn.output.isEmpty)
    let table = try Command.run("forest bcg-vaccine -o b.txt --format table", in: scratch.folder)
    #expect(table.code == 0 && table.output.isEmpty)
    #expect(try scratch.text("b.txt") == Command.run("forest bcg-vaccine --format table").text)
    #expect(try scratch.text("a.txt") == Command.run("forest bcg-vaccine --draw").text)
    let misplaced = try Command.run("forest bcg-vaccine -o a.txt --zoom 2", in: scratch.folder)
    #expect(misplaced.code == 64)
    #expect(misplaced.errors.contains("--zoom belongs to -o NAME.png"))
  }

  @Test("words that ask for two forms at once, and for a picture where there is none, are refused")
  func contradictions() throws {
    for (words, reason) in [
      ("forest bcg-vaccine -o x.svg --format csv", "asks for a figure and --format csv for rows"),
      ("plot funnel bcg-vaccine -o x.html --format json", "asks for a figure and --format json for rows"),
      ("forest bcg-vaccine --draw -o x.svg", "for which the ending of x.svg is not"),
      ("forest bcg-vaccine --draw -o x.csv", "for which the ending of x.csv is not"),
      ("forest bcg-vaccine -o - --format csv", "without -o the result goes to the standard output"),
      ("pool bcg-vaccine -o x.svg", "see copse forest"), ("effects bcg-vaccine -o x.png", "see copse forest"),
    ] {
      let scratch = try Scratch()
      let run = try Command.run(words, in: scratch.folder)
      #expect(run.code == 64 && run.output.isEmpty && run.errors.contains(reason), "\(words): \(run.errors)")
      #expect(try scratch.names().isEmpty, "\(words)")
    }
  }

  @Test("a picture that cannot be made or written is refused before the data are read")
  func refusedFirst() throws {
    for job in ["forest", "plot funnel", "bias", "sensitivity gosh", "sensitivity influence"] {
      let scratch = try Scratch()
      let words = job.split(separator: " ").map { String($0) } + ["no-such-data.csv", "-o"]
      for name in ["x.pdf", "x.png"] {
        let run = try Command.run(
          words + [name], environment: ["PATH": scratch.folder.path], in: scratch.folder)
        #expect(run.code == 73 && run.errors.contains("librsvg2-bin"), "\(job): \(run.errors)")
      }
      let run = try Command.run(words + ["no/folder/x.svg"], in: scratch.folder)
      #expect(run.code == 73 && run.errors.contains("no/folder/x.svg cannot be written"), "\(run.errors)")
      #expect(try scratch.names().isEmpty)
    }
  }

  @Test("an ending that names no form is refused before anything is written")
  func unknownEnding() throws {
    for subcommand in ["pool", "effects", "forest", "check", "datasets"] {
      for name in ["out.xyz", "out", "out.d/file"] {
        let scratch = try Scratch()
        let data = subcommand == "datasets" ? "" : " bcg-vaccine"
        let run = try Command.run("\(subcommand)\(data) -o \(name)", in: scratch.folder)
        #expect(run.code == 64)
        #expect(run.errors.contains(".csv, .json, .md"))
        #expect(try scratch.names().isEmpty)
      }
    }
  }

  @Test("what cannot be written is said so, and leaves nothing")
  func cannotWrite() throws {
    let scratch = try Scratch()
    try scratch.file("file", "")
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("folder.csv"), withIntermediateDirectories: false)
    for (options, sentence) in [
      ("-o missing/out.csv", "missing/out.csv cannot be written: No such file or directory"),
      ("-o file/out.csv", "file/out.csv cannot be written: Not a directory"),
      ("-o folder.csv", "folder.csv cannot be written: it is a folder"),
      ("--data missing/folder", "the folder missing/folder cannot be made: No such file or directory"),
      ("--data file", "cannot be written: Not a directory"),
      ("-o file/out.csv --data new", "file/out.csv cannot be written"),
    ] {
      let run = try Command.run("forest bcg-vaccine \(options)", in: scratch.folder)
      #expect(run.code == 73, "\(options): \(run.errors)")
      #expect(run.errors.contains("copse: error: "))
      #expect(run.errors.contains(sentence), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try scratch.names() == ["file", "folder.csv"])
  }

  @Test("a folder or file without permission", .enabled(if: getuid() != 0))
  func permission() throws {
    let scratch = try Scratch()
    try scratch.file("old.csv", "keep me\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: scratch.folder.appendingPathComponent("old.csv").path)
    #expect(try Command.run("pool bcg-vaccine -o old.csv", in: scratch.folder).code == 73)
    #expect(try scratch.text("old.csv") == "keep me\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scratch.folder.path)
    #expect(try Command.run("pool bcg-vaccine -o new.csv", in: scratch.folder).code == 73)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.folder.path)
  }

  @Test("an existing file is replaced whole and keeps its permissions; a link is followed")
  func replaced() throws {
    let scratch = try Scratch()
    let file = scratch.folder.appendingPathComponent("old.csv")
    try scratch.file("old.csv", String(repeating: "x", count: 100_000))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.folder.appendingPathComponent("link.csv").path, withDestinationPath: "old.csv")
    #expect(try Command.run("pool bcg-vaccine -o link.csv", in: scratch.folder).code == 0)
    #expect(try scratch.text("old.csv") == Command.run("pool bcg-vaccine --format csv").text)
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try scratch.names() == ["link.csv", "old.csv"])
    let link = scratch.folder.appendingPathComponent("link.csv").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "old.csv")
  }

  @Test("a device is written to, not replaced")
  func devices() throws {
    let discarded = try Command.run("pool bcg-vaccine --format csv -o /dev/null")
    #expect(discarded.code == 0)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFCHR)
    #expect(
      try Command.shell("copse pool bcg-vaccine --format csv -o /dev/stdout | cat").text.hasPrefix("group,k,")
    )
  }

  @Test("a full device is a failure", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func full() throws {
    for line in ["copse pool bcg-vaccine > /dev/full", "copse forest bcg-vaccine --format csv -o /dev/full"] {
      let run = try Command.shell(line)
      #expect(run.code == 73)
      #expect(run.errors.contains("cannot be written: No space left on device"))
    }
  }

  @Test("results go to the standard output, everything else to the standard error")
  func streams() throws {
    for format in ["csv", "json", "table", "markdown"] {
      let run = try Command.run("forest catheter-infection --measure OR --format \(format)")
      #expect(run.code == 0)
      #expect(run.errors.contains("copse: note: Yucel 2004 is left out: no events in either group"))
      #expect(run.errors.contains("copse: warning: 0.5 was added to the cells of 5 of 17 studies"))
      #expect(!run.text.contains("copse:"))
    }
    let quiet = try Command.run("pool bcg-vaccine --format csv")
    #expect(quiet.errors.isEmpty)
  }

  @Test(
    "no color and no ornaments in a pipe, whatever the terminal is called",
    arguments: [
      [:], ["NO_COLOR": "1"], ["TERM": "xterm-256color", "CLICOLOR_FORCE": "1"], ["TERM": "dumb"],
      ["COLUMNS": "40"],
    ])
  func plain(environment: [String: String]) throws {
    for arguments in [
      ["pool", "bcg-vaccine", "--by", "alloc"], ["forest", "bcg-vaccine"], ["pool", "nothing"],
      ["check", "bcg-vaccine"],
    ] {
      let plain = try Command.run(arguments)
      let run = try Command.run(arguments, environment: environment)
      #expect(!run.output.contains(0x1B) && !run.errors.utf8.contains(0x1B))
      #expect(run.output == plain.output, "\(environment)")
      #expect(run.errors == plain.errors)
    }
  }

  @Test("numbers do not follow the locale", arguments: ["de_DE.UTF-8", "C", "tr_TR.UTF-8"])
  func locale(name: String) throws {
    let arguments = ["pool", "bcg-vaccine", "--format", "csv"]
    #expect(
      try Command.run(arguments, environment: ["LC_ALL": name, "LANG": name]).output
        == Command.run(arguments).output)
  }

  @Test(
    "--strict turns warnings into an exit code and writes nothing",
    arguments: [
      "pool liver-cryoablation --where outcome=liver-abscess", "forest catheter-infection --measure OR",
      "pool bcg-vaccine --by alloc", "effects - --measure PLO",
    ])
  func strict(arguments: String) throws {
    let input = "study,events,total\na,1,20\na,2,30\n"
    #expect(try Command.run(arguments, input: input).code == 0)
    let scratch = try Scratch()
    let run = try Command.run("\(arguments) --strict -o out.csv", input: input, in: scratch.folder)
    #expect(run.code == 65)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
    #expect(try scratch.names().isEmpty)
  }

  @Test("the version is a version")
  func version() throws {
    let run = try Command.run("--version")
    #expect(run.code == 0)
    #expect(run.text.contains(#/^\d+\.\d+\.\d+\n$/#))
    #expect(
      try Command.run("pool bcg-vaccine --format json").json()["tool.version"]
        == .string(String(run.text.dropLast())))
  }

  @Test("a style is refused where only rows are written that do not depend on it")
  func styleOfRows() throws {
    let scratch = try Scratch()
    for form in ["", " --draw"] {
      let run = try Command.run(
        "sensitivity baujat bcg-vaccine --data rows --style jama\(form)", in: scratch.folder)
      #expect(run.code == 64)
      #expect(run.errors.contains("--style belongs to -o NAME.svg"))
      #expect(try scratch.names().isEmpty)
    }
    let forest = try Command.run("forest bcg-vaccine --data rows --style jama", in: scratch.folder)
    #expect(forest.code == 0, "\(forest.errors)")
  }
}
