import EffectSizes
import Foundation
import StudyData
import Testing

/// A case of the oracle of metafor 5.0-1, a data set with many calls on it, where its folder is beside the package.
struct BiasOracle {
  typealias Run = (id: String, call: String, expected: [String: Any])

  /// The cases `bias_…`.
  static let names = [
    "bcg_RR", "egger2001_OR", "moore1998_OR", "pritz1997_PLO", "hart1999_IRR", "normand1999_SMD",
    "hackshaw1998",
    "homog_k3", "raudenbush1985",
  ]

  private static let folder: URL? = {
    var parent = URL(fileURLWithPath: #filePath)
    for _ in 0..<6 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/oracle/cases")
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()

  static var isThere: Bool { folder != nil }
  static let isMissing: Comment = "the oracle's folder, shared/oracle, is not beside the package"

  let effects: EffectSizes
  /// The sizes of the studies, where the effects come without them.
  let sizes: [Double?]?
  let runs: [Run]

  /// The case of this name, such as `bias_bcg_RR`.
  init(_ name: String) throws {
    let folder = try #require(Self.folder)
    func file(_ ending: String) throws -> Data {
      try Data(contentsOf: folder.appendingPathComponent("\(name).\(ending)"))
    }
    let json = try #require(try JSONSerialization.jsonObject(with: file("json")) as? [String: Any])
    runs = try #require(json["runs"] as? [[String: Any]]).compactMap { run in
      (run["expected"] as? [String: Any]).map {
        (run["id"] as? String ?? "", run["call"] as? String ?? "", $0)
      }
    }
    let columns = Columns(table: try StudyTable(parsing: Array(file("csv")), name: name))
    let data = name.split(separator: "_").dropFirst().joined(separator: "_")
    effects = try columns.effects(data)
    sizes =
      data == "raudenbush1985" ? zip(try columns["n1i"], try columns["n2i"]).map { $0 + $1 } : nil
  }

  /// The number under a name of R's, or the only one of a list; nil for NA.
  static func number(_ value: Any?) -> Double? {
    (value as? NSNumber ?? (value as? [NSNumber])?.first)?.doubleValue
  }

  /// A list of numbers, nil for NA.
  static func numbers(_ value: Any?) -> [Double?] {
    (value as? [Any])?.map { ($0 as? NSNumber)?.doubleValue } ?? [number(value)]
  }
}

/// The columns of a case's file.
private struct Columns {
  let table: StudyTable

  subscript(_ name: String) -> [Double] {
    get throws { try table.column(named: name).texts.map { try #require(Double($0 ?? "")) } }
  }

  /// The effect sizes that the case's set-up makes.
  func effects(_ data: String) throws -> EffectSizes {
    switch data {
    case "bcg_RR":
      let (first, second) = (try zip(self["tpos"], self["tneg"]), try zip(self["cpos"], self["cneg"]))
      return EffectSizes(
        .riskRatio, of: groups(zip(first, second).map { (($0.0, $0.0 + $0.1), ($1.0, $1.0 + $1.1)) }))
    case "egger2001_OR": return try oddsRatios("ai", "n1i", "ci", "n2i")
    case "moore1998_OR": return try oddsRatios("Ee", "Ne", "Ec", "Nc")
    case "pritz1997_PLO":
      return EffectSizes(
        .logit,
        of: try zip(self["xi"], self["ni"]).enumerated().map { place, counts in
          Study("\(place + 1)", GroupCounts(events: counts.0, total: counts.1))
        })
    case "hart1999_IRR":
      let (first, second) = (try zip(self["x1i"], self["t1i"]), try zip(self["x2i"], self["t2i"]))
      return EffectSizes(
        .rateRatio,
        of: zip(first, second).enumerated().map { place, rates in
          Study(
            "\(place + 1)",
            TwoGroupRates(
              first: GroupRate(events: rates.0.0, time: rates.0.1),
              second: GroupRate(events: rates.1.0, time: rates.1.1)))
        })
    case "normand1999_SMD":
      func means(_ group: Int) throws -> [GroupMean] {
        try zip(zip(self["m\(group)i"], self["sd\(group)i"]), self["n\(group)i"]).map {
          GroupMean(mean: $0.0, sd: $0.1, total: $1)
        }
      }
      return EffectSizes(
        .standardized,
        of: try zip(means(1), means(2)).enumerated().map { place, means in
          Study("\(place + 1)", TwoGroupMeans(first: means.0, second: means.1))
        })
    default: return .plain(try self["yi"], try self["vi"])
    }
  }

  private func oddsRatios(_ a: String, _ n1: String, _ c: String, _ n2: String) throws -> EffectSizes {
    let (first, second) = (try zip(self[a], self[n1]), try zip(self[c], self[n2]))
    return EffectSizes(.oddsRatio, of: groups(Array(zip(first, second))))
  }

  private func groups(
    _ counts: [((Double, Double), (Double, Double))]
  ) -> [Study<TwoGroupCounts>] {
    counts.enumerated().map { place, pair in
      Study(
        "\(place + 1)",
        TwoGroupCounts(
          first: GroupCounts(events: pair.0.0, total: pair.0.1),
          second: GroupCounts(events: pair.1.0, total: pair.1.1)))
    }
  }
}
