import Foundation
import StudyData
import Testing

@testable import EffectSizes

/// The same measures against metafor 5.0, where the folder with its results is there.
@Suite(.enabled(if: Oracle.isThere, "the folder of reference results is not on this machine"))
struct MeasureOracleTests {
  @Test func effectSizesAreThoseOfMetafor5() throws {
    var count = 0
    var largest = 0.0
    for file in try Oracle.files(prefixes: ["escalc_rate", "escalc_mean", "escalc_change"]) {
      let table = try Oracle.table(file, renaming: Oracle.names(of: file))
      for run in try Oracle.runs(file) where !run.id.contains("vtype") && run.id != "MN_HO" {
        guard let (code, reference, bias) = Oracle.request(run) else { continue }
        guard let computed = try effects(code, table, run: reference, bias: bias) else { continue }
        let expected = reference.pairs
        #expect(computed.k == expected.count, "\(file) \(run.id)")
        for (study, pair) in zip(computed.studies, expected) {
          let differences = [
            abs(study.yi - pair.yi) / max(abs(pair.yi), pair.vi.squareRoot()),
            abs(study.vi - pair.vi) / pair.vi,
          ]
          for difference in differences {
            #expect(difference <= 1e-12, "\(file) \(run.id) \(study.label)")
            largest = max(largest, difference)
            count += 1
          }
        }
      }
    }
    print("oracle measures: compared \(count) values, largest relative difference \(largest)")
    #expect(count > 300)
  }
}

/// The folder of reference results.
enum Oracle {
  struct Document: Decodable { let runs: [Run] }

  struct Run: Decodable {
    struct Expected: Decodable { let yi, vi: [Double?]? }

    let id: String
    let expected: Expected?

    enum CodingKeys: String, CodingKey { case id, expected }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decode(String.self, forKey: .id)
      expected = try? container.decode(Expected.self, forKey: .expected)
    }
  }

  /// The folder `shared/oracle` beside the package or beside the folder that it is in.
  static let folder: String = {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let beside = [package, package.deletingLastPathComponent()].map {
      $0.deletingLastPathComponent().appendingPathComponent("shared/oracle").path
    }
    return beside.first { FileManager.default.fileExists(atPath: $0 + "/cases") } ?? beside[0]
  }()
  static var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/cases") }

  static func files(prefixes: [String]) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/cases").sorted()
      .filter { name in name.hasSuffix(".json") && prefixes.contains { name.hasPrefix($0) } }
      .map { String($0.dropLast(5)) }
  }

  static func runs(_ name: String) throws -> [Run] {
    let file = URL(fileURLWithPath: "\(folder)/cases/\(name).json")
    return try JSONDecoder().decode(Document.self, from: Data(contentsOf: file)).runs
  }

  /// The table with some columns renamed to what metafor's arguments are called.
  static func table(_ name: String, renaming names: [String: String]) throws -> StudyTable {
    let text = try String(contentsOfFile: "\(folder)/cases/\(name).csv", encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    let header = lines[0].split(separator: ",").map { $0.filter { $0 != "\"" } }
    lines[0] = header.map { names[$0] ?? $0 }.joined(separator: ",")
    return try StudyTable(parsing: Array(lines.joined(separator: "\n").utf8), name: "data")
  }

  static func names(of file: String) -> [String: String] {
    switch file {
    case "escalc_change_morris2008":
      ["m_post": "m1i", "m_pre": "m2i", "sd_post": "sd1i", "sd_pre": "sd2i"]
    case "escalc_mean1_normand1999": ["m": "mi", "sd": "sdi", "n": "ni"]
    case "escalc_rate_hart1999_control": ["x2i": "xi", "t2i": "ti"]
    case let name where name.hasPrefix("escalc_rate_"): ["x1i": "xi", "t1i": "ti"]
    default: [:]
    }
  }

  /// Our code, correction and bias for a run; its yᵢ and vᵢ.
  static func request(_ run: Run) -> (String, MeasureReference.Run, RatioBias)? {
    let parts = run.id.split(separator: "_").map(String.init)
    guard let yi = run.expected?.yi, let vi = run.expected?.vi, !parts.contains("TRUE") else { return nil }
    let isUncorrected = parts.contains("correct")
    if isUncorrected, parts[0] != "ROM", parts[0] != "CVR" { return nil }
    let to = parts.firstIndex(of: "to").map { parts[$0 + 1] } ?? "default"
    // An `add` that is not written out is 0 for the square roots, whatever `to` says.
    let add = ["IRS", "IRFT", "IRSD"].contains(parts[0]) ? 0 : 0.5
    return (
      parts[0], MeasureReference.Run(measure: parts[0], to: to, add: add, yi: yi, vi: vi),
      isUncorrected ? .uncorrected : .corrected
    )
  }
}
