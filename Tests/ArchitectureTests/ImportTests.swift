import Foundation
import Testing

/// Who may import whom. SwiftPM does not stop an import of a sibling that is not declared.
@Suite("Imports")
struct ImportTests {
  /// The models, on which what is drawn must not depend.
  static let models: Set = [
    "StudyData", "EffectSizes", "Pooling", "MetaRegression", "Survival", "Sensitivity",
    "SmallStudyEffects", "Multiverse", "YAMLReading", "Analyses",
    "Consistency", "Claims", "LinearAlgebra", "Optimization", "Distributions", "Reporting", "MetaAnalysis",
  ]

  /// Build tools, and the command: not rooms of the library.
  static let notLibrary: Set = ["EmbedDatasets", "EmbedDatasetsPlugin", "CopseCommand"]

  @Test("the manifest is understood")
  func manifest() throws {
    let targets = try Target.all()
    let byName = Dictionary(targets.map { ($0.name, $0.dependencies) }) { first, _ in first }
    #expect(byName["Figures"] == [])
    #expect(Set(byName["Reporting"] ?? []).isSuperset(of: ["Figures", "Pooling"]))
    #expect(Set(byName["CopseCommand"] ?? []).isSuperset(of: ["MetaAnalysis", "ArgumentParser"]))
    #expect(byName["CLAPACK"] == [])
    #expect(targets.filter(\.isTest).count >= 8)
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.top.appendingPathComponent("Sources").path)
    #expect(
      Set(folders.filter { !$0.hasPrefix(".") })
        == Set(targets.filter { !$0.isTest && !$0.name.hasPrefix("notebook") }.map(\.name)))
  }

  @Test("the import lines are understood")
  func importLines() {
    let file = SourceFile(
      path: "", target: "",
      text:
        "import A\n@testable import B\npublic import C\nimport struct D.E\n  import F\n// import G\nlet x = \"import H\"\n"
    )
    #expect(file.imports == ["A", "B", "C", "D", "F"])
  }

  @Test("a target imports only what it declares")
  func declared() throws {
    let targets = try Target.all()
    let names = Set(targets.map(\.name)).union(["ArgumentParser", "Crypto", "Yams", "Mustache"])
    for file in try SourceFile.all() {
      let target = try #require(targets.first { $0.name == file.target }, "\(file.path) is in no target")
      let undeclared = Set(file.imports).intersection(names).subtracting(target.dependencies)
      #expect(
        undeclared.isEmpty,
        "\(file.path) imports \(undeclared.sorted()), which Package.swift does not declare")
    }
    for target in targets where target.isTest {
      for path in try Repository.files(under: "Tests/\(target.name)", endings: ["swift"]) {
        let file = SourceFile(path: path, target: target.name, text: try Repository.text(path))
        let reachable = Self.reachable(from: target.dependencies, in: targets)
        let undeclared = Set(file.imports).intersection(names).subtracting(reachable)
        #expect(undeclared.isEmpty, "\(path) imports \(undeclared.sorted())")
      }
    }
  }

  /// Tests may use what their targets re-export.
  private static func reachable(from names: [String], in targets: [Target]) -> Set<String> {
    var found = Set(names)
    var waiting = names
    while let name = waiting.popLast() {
      for next in targets.first(where: { $0.name == name })?.dependencies ?? []
      where found.insert(next).inserted {
        waiting.append(next)
      }
    }
    return found
  }

  @Test("no room imports a room that imports it")
  func noCycles() throws {
    let targets = try Target.all()
    for target in targets {
      #expect(!Self.reachable(from: target.dependencies, in: targets).contains(target.name), "\(target.name)")
    }
  }

  @Test("figures know no model")
  func figures() throws {
    for file in try SourceFile.all() where ["Figures", "Rendering"].contains(file.target) {
      #expect(Set(file.imports).isDisjoint(with: Self.models), "\(file.path)")
    }
  }

  @Test("one room names LAPACK, two name Boost")
  func native() throws {
    for file in try SourceFile.all() {
      if file.imports.contains("CLAPACK") { #expect(file.target == "LinearAlgebra", "\(file.path)") }
      if file.imports.contains("CBoostMath") {
        #expect(["Distributions", "Optimization"].contains(file.target), "\(file.path)")
      }
    }
  }

  @Test("the library needs no Foundation")
  func foundation() throws {
    for file in try SourceFile.all() where !["EmbedDatasets", "EmbedDatasetsPlugin"].contains(file.target) {
      #expect(Set(file.imports).isDisjoint(with: ["Foundation", "FoundationEssentials"]), "\(file.path)")
    }
  }

  @Test("the command computes no statistics: it imports the library as a whole")
  func command() throws {
    for file in try SourceFile.all() where file.target == "CopseCommand" {
      #expect(Set(file.imports).isDisjoint(with: Self.models.subtracting(["MetaAnalysis"])), "\(file.path)")
    }
  }

  @Test("only the command opens files, writes, reads the clock or the environment")
  func sideEffects() throws {
    let functions: Set<Substring> = [
      "open", "fopen", "creat", "freopen", "popen", "fork", "system", "unlink", "rename", "mkdir", "getenv",
      "setenv",
      "time", "gettimeofday", "clock_gettime", "print", "debugPrint", "dump", "exit", "abort", "readLine",
      "printf",
    ]
    let types: Set<Substring> = [
      "FileHandle", "FileManager", "ProcessInfo", "CommandLine", "FileDescriptor",
      "SystemRandomNumberGenerator",
    ]
    for file in try SourceFile.all() where !Self.notLibrary.contains(file.target) {
      for (number, line) in file.code.enumerated() {
        let calls = line.split(separator: "(", omittingEmptySubsequences: false).dropLast()
          .filter { !$0.hasSuffix("func print") && $0.last?.isLetter == true }
          .compactMap { $0.split { !$0.isLetter && $0 != "_" }.last }
        let words = line.split { !$0.isLetter }
        let found = functions.intersection(calls).union(types.intersection(words))
        #expect(found.isEmpty, "\(file.path):\(number + 1): \(found.sorted())")
      }
    }
    for path in try Repository.files(under: "Sources", endings: ["c", "cpp", "h"]) {
      let text = try Repository.text(path)
      for call in ["fopen(", "printf(", "getenv(", "exit(", "abort("] {
        #expect(!text.contains(call), "\(path): \(call)")
      }
    }
  }
}
