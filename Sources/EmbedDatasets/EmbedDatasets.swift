import Foundation

/// Writes the Swift source that holds the bundled data sets:
/// `EmbedDatasets OUTPUT FOLDER…`, each folder with `data.csv` and `datapackage.json`, perhaps `claims.yaml`,
/// `studies.csv`, `report.yaml` and `multiverse-NAME.yaml`.
@main
struct EmbedDatasets {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first else { return }
    let entries = try arguments.dropFirst().map { try entry(folder: URL(fileURLWithPath: $0)) }
    let source = """
      extension BundledDataset {
        /// Every bundled data set, by name.
        public static let all: [BundledDataset] = [
      \(entries.joined(separator: ",\n"))
        ]
      }

      """
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }

  private struct Package: Decodable {
    struct Example: Decodable {
      let command: String
      let shows: String
    }
    struct Comparison: Decodable {
      let first: String
      let second: String
      let lowerIsBetter: Bool
    }
    let title: String
    let description: String
    let examples: [Example]
    let comparison: Comparison?
  }

  private static func entry(folder: URL) throws -> String {
    let csv = try String(contentsOf: folder.appendingPathComponent("data.csv"), encoding: .utf8)
    let package = try JSONDecoder().decode(
      Package.self, from: Data(contentsOf: folder.appendingPathComponent("datapackage.json")))
    let examples = package.examples.map {
      "      BundledDataset.Example(command: \(literal($0.command)), shows: \(literal($0.shows)))"
    }
    return """
          BundledDataset(
            name: \(literal(folder.lastPathComponent)), title: \(literal(package.title)),
            description: \(literal(package.description)),
            examples: [
      \(examples.joined(separator: ",\n"))
            ],
            csv: \(literal(csv)),
            claims: \(try optional("claims.yaml", in: folder)),
            studies: \(try optional("studies.csv", in: folder)),
            report: \(try optional("report.yaml", in: folder)),
            multiverses: [\(try multiverses(in: folder))],
            comparison: \(comparison(package.comparison)))
      """
  }

  private static func comparison(_ comparison: Package.Comparison?) -> String {
    guard let comparison else { return "nil" }
    return "Comparison(first: \(literal(comparison.first)), second: \(literal(comparison.second)),"
      + " lowerIsBetter: \(comparison.lowerIsBetter))"
  }

  /// The text of a file, or `nil` where there is none.
  private static func optional(_ file: String, in folder: URL) throws -> String {
    let url = folder.appendingPathComponent(file)
    guard FileManager.default.fileExists(atPath: url.path) else { return "nil" }
    return literal(try String(contentsOf: url, encoding: .utf8))
  }

  /// The members of a dictionary of the declared multiverses; `:` where there are none.
  private static func multiverses(in folder: URL) throws -> String {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("multiverse-") && $0.hasSuffix(".yaml") }.sorted()
    guard !files.isEmpty else { return ":" }
    return try files.map { file in
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      let name = String(file.dropFirst("multiverse-".count).dropLast(".yaml".count))
      return "\(literal(name)): \(literal(text))"
    }.joined(separator: ", ")
  }

  /// A single-line Swift string literal.
  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
