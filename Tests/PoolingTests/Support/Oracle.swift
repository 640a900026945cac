import Foundation
import StudyData
import Testing

@testable import EffectSizes

/// What R printed: numbers (nil for NA), lists and records.
enum RValue: Decodable {
  case number(Double?)
  case text(String)
  case list([RValue])
  case record([String: RValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .number(nil)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      let special = ["NaN": Double.nan, "Inf": .infinity, "-Inf": -.infinity]
      self = special[text].map { .number($0) } ?? .text(text)
    } else if let list = try? container.decode([RValue].self) {
      self = .list(list)
    } else if let flag = try? container.decode(Bool.self) {
      self = .text("\(flag)")
    } else {
      self = .record(try container.decode([String: RValue].self))
    }
  }

  subscript(_ name: String) -> RValue? {
    if case .record(let fields) = self { fields[name] } else { nil }
  }

  /// The elements; a single value is a list of one.
  var list: [RValue] {
    if case .list(let list) = self { list } else { [self] }
  }

  /// The elements as numbers, nil for NA and for what is no number.
  var numbers: [Double?] {
    list.map { if case .number(let number) = $0 { number } else { nil } }
  }

  /// A single number, or the only one of a list.
  var number: Double? { numbers.count == 1 ? numbers[0] : nil }

  /// The text, of several lines joined.
  var text: String {
    list.map { if case .text(let text) = $0 { text } else { "" } }.joined(separator: "\n")
  }
}

/// A case of the oracle: a data set and many calls of R on it with what they gave.
struct OracleCase: Decodable {
  struct Run: Decodable {
    let id: String
    let call: RValue
    let expected: RValue
  }

  let name: String
  let setup: RValue?
  let runs: [Run]

  /// The folder `shared/oracle` beside the package or beside the folder that it is in, if there is one.
  static let folder: URL? = {
    var parent = packageRoot
    for _ in 0..<2 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/oracle")
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("cases").path) { return folder }
    }
    return nil
  }()

  static let isMissing: Comment = "the oracle's folder, shared/oracle, is not beside the package"

  /// The cases whose names begin with a prefix, in order.
  static func all(_ prefix: String) throws -> [OracleCase] {
    let folder = try #require(folder).appendingPathComponent("cases")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }.sorted()
      .map {
        try JSONDecoder().decode(OracleCase.self, from: Data(contentsOf: folder.appendingPathComponent($0)))
      }
  }

  /// The case's data file.
  var file: URL {
    get throws { try #require(Self.folder).appendingPathComponent("cases/\(name).csv") }
  }
}

extension OracleCase {
  /// The argument of a call in R: a name, a number or a text without its quotes.
  static func argument(_ name: String, of call: String) -> String? {
    guard let start = call.range(of: "[(,] *\(name) = ", options: .regularExpression) else { return nil }
    let rest = call[start.upperBound...]
    return rest.prefix { $0 != "," && $0 != ")" }.replacingOccurrences(of: "\"", with: "")
  }

  /// The counts that the arguments of `escalc`, `rma.mh` or `rma.peto` name.
  func counts(_ call: String) throws -> Dataset {
    func columns(_ events: String, _ others: String, _ total: String) -> CountColumns? {
      guard let events = Self.argument(events, of: call) else { return nil }
      if let total = Self.argument(total, of: call) {
        return CountColumns(events: events, size: .total(total))
      }
      return Self.argument(others, of: call).map { CountColumns(events: events, size: .nonEvents($0)) }
    }
    if let first = columns("ai", "bi", "n1i"), let second = columns("ci", "di", "n2i") {
      return try Dataset(file: file, columns: .twoGroupCounts(first: first, second: second))
    }
    let events = try #require(columns("xi", "mi", "ni"), "\(call)")
    return try Dataset(file: file, columns: .oneGroupCounts(events))
  }

  /// The effect sizes that the set-up statements make; those of measures that Copse does not have from the
  /// oracle's own runs of `escalc`.
  func effects() throws -> EffectSizes {
    let setup = self.setup?.text ?? ""
    if let measure = Self.argument("measure", of: setup) {
      if let group = [
        "MD": "mean2_normand1999", "SMD": "mean2_normand1999", "IRLN": "rate_nielweise2008_arm1",
      ][measure] {
        return try computed(measure, in: "escalc_\(group)")
      }
      if measure == "IRR" {
        return try computed(
          measure, in: "escalc_rate2_" + (name.contains("hart1999") ? "hart1999" : "nielweise2008"))
      }
      let drop00 = Self.argument("drop00", of: setup) == "TRUE"
      let add = Self.argument("add", of: setup).flatMap(Double.init)
      return try counts(setup).effects(
        measure, correction: .metafor(measure, add: add, drop00: drop00))
    }
    let columns: EffectColumns
    if setup.contains("selnHR") {
      columns = EffectColumns(estimate: "lnHR", precision: .standardError("selnHR"))
    } else if setup.contains("dat$b") {
      columns = EffectColumns(estimate: "b", precision: .standardError("SE"))
    } else {
      columns = EffectColumns(estimate: "yi", precision: .variance("vi"))
    }
    return try Dataset(file: file, columns: .readyEffects(columns)).effects("GEN")
  }

  private func computed(_ measure: String, in name: String) throws -> EffectSizes {
    let other = try #require(try Self.all(name).first)
    let run = try #require(other.runs.first { $0.id == measure }, "\(measure) of \(name)")
    let (yi, vi) = (run.expected["yi"]?.numbers ?? [], run.expected["vi"]?.numbers ?? [])
    let studies = zip(yi, vi).enumerated().compactMap { index, pair in
      pair.0.flatMap { yi in
        pair.1.map { Study("\(index + 1)", ReportedEffect(estimate: yi, precision: .variance($0))) }
      }
    }
    return EffectSizes(reported: studies)
  }
}
