import Foundation
import Testing

/// The repository's own files, read as text.
enum Repository {
  /// The top of the repository.
  static let top = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: top.appendingPathComponent(path), encoding: .utf8)
  }

  /// The paths of all files with this ending under a folder, from the top of the repository.
  static func files(under folder: String, endings: Set<String>) throws -> [String] {
    let root = top.appendingPathComponent(folder)
    let walk = FileManager.default.enumerator(atPath: root.path)
    var paths: [String] = []
    while let path = walk?.nextObject() as? String {
      if endings.contains((path as NSString).pathExtension) { paths.append(folder + "/" + path) }
    }
    return paths.sorted()
  }
}

/// A source file in its target.
struct SourceFile {
  let path: String
  let target: String
  let text: String

  /// Every Swift file under Sources.
  static func all() throws -> [SourceFile] {
    try Repository.files(under: "Sources", endings: ["swift"]).map { path in
      SourceFile(path: path, target: String(path.split(separator: "/")[1]), text: try Repository.text(path))
    }
  }

  /// The lines without comments and without what stands between quotes.
  var code: [String] {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let code = String(line.drop { $0 == " " || $0 == "\t" })
      if code.hasPrefix("//") {
        lines.append("")
      } else {
        lines.append(code.contains("\"") ? code.replacing(#/"(\\.|[^"\\])*"/#, with: "\"\"") : code)
      }
    }
    return lines
  }

  /// The modules that the file imports, with `@testable`, `public`, `struct` and the like left away.
  var imports: [String] {
    code.filter { $0.contains("import ") }.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import") else { return nil }
      let before: Set<Substring> = ["public", "internal", "package", "fileprivate", "private"]
      guard words[..<place].allSatisfy({ $0.hasPrefix("@") || before.contains($0) }) else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let name = words[(place + 1)...].first { !kinds.contains($0) }
      return name?.split(separator: ".").first.map { String($0) }
    }
  }
}

/// What Package.swift says of a target.
struct Target {
  let name: String
  let dependencies: [String]
  let isTest: Bool

  /// All targets, from the manifest's own lines: `room("Name", ["A", "B"])`, `tests(…)`, `.target(name: …)`.
  ///
  /// The text is read because `swift package` waits for the build that runs the tests.
  static func all() throws -> [Target] {
    let manifest = try Repository.text("Package.swift").split(separator: "\n")
      .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }.joined(separator: "\n")
    guard let start = manifest.range(of: "  targets: ["), let end = manifest.range(of: "swiftLanguageModes")
    else {
      throw CocoaError(.formatting)
    }
    let list = manifest[start.upperBound..<end.lowerBound]
    let opening =
      #/(room|tests|\.target|\.executableTarget|\.testTarget|\.plugin)\(\s*(?:name:\s*)?"([\w-]+)"/#
    let starts = list.matches(of: opening)
    return starts.enumerated().map { index, match in
      let stop = index + 1 < starts.count ? starts[index + 1].range.lowerBound : list.endIndex
      let body = list[match.range.upperBound..<stop]
      return Target(
        name: String(match.2), dependencies: Self.dependencies(in: body),
        isTest: match.1 == "tests" || match.1 == ".testTarget")
    }
  }

  /// The names in the first list of the call, with products by their name.
  private static func dependencies(in body: Substring) -> [String] {
    let list = body.contains("dependencies:") ? body.drop { $0 != "[" } : body
    guard let open = list.firstIndex(of: "["), !body.prefix(while: { $0 != "[" }).contains("Settings") else {
      return []
    }
    var depth = 0
    var inside = ""
    for character in list[open...] {
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      if depth == 0 { break }
      inside.append(character)
    }
    inside = inside.replacing(#/package:\s*"[^"]*"/#, with: "").replacing(#/plugins:\s*\[[^\]]*\]/#, with: "")
    return inside.matches(of: #/"([\w.-]+)"/#).map { String($0.1) }
  }
}
