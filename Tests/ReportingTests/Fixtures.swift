import Foundation
import MetaAnalysis
import Testing

/// Data that the tests of this folder report on.
enum Fixtures {
  /// The BCG trials (Colditz and others 1994; `dat.bcg`): label, way of allocation, cases and people with and
  /// without the vaccine.
  static let bcg: [Study<TwoGroupCounts>] = [
    ("Aronson 1948", "random", 4, 123, 11, 139), ("Ferguson & Simes 1949", "random", 6, 306, 29, 303),
    ("Rosenthal et al 1960", "random", 3, 231, 11, 220),
    ("Hart & Sutherland 1977", "random", 62, 13598, 248, 12867),
    ("Frimodt-Moller et al 1973", "alternate", 33, 5069, 47, 5808),
    ("Stein & Aronson 1953", "alternate", 180, 1541, 372, 1451),
    ("Vandiviere et al 1973", "random", 8, 2545, 10, 629),
    ("TPT Madras 1980", "random", 505, 88391, 499, 88391),
    ("Coetzee & Berjak 1968", "random", 29, 7499, 45, 7277),
    ("Rosenthal et al 1961", "systematic", 17, 1716, 65, 1665),
    ("Comstock et al 1974", "systematic", 186, 50634, 141, 27338),
    ("Comstock & Webster 1969", "systematic", 5, 2498, 3, 2341),
    ("Comstock et al 1976", "systematic", 27, 16913, 29, 17854),
  ].map { study($0.0, $0.2, $0.3, $0.4, $0.5, group: $0.1) }

  static func study(
    _ label: String, _ events1: Double, _ total1: Double, _ events2: Double, _ total2: Double,
    group: String? = nil
  ) -> Study<TwoGroupCounts> {
    Study(
      label,
      TwoGroupCounts(
        first: GroupCounts(events: events1, total: total1),
        second: GroupCounts(events: events2, total: total2)),
      group: group)
  }

  static func proportion(_ label: String, _ events: Double, _ total: Double) -> Study<GroupCounts> {
    Study(label, GroupCounts(events: events, total: total))
  }

  /// Deaths after cryoablation of liver tumors in three cohorts.
  static let deaths = [
    proportion("Yang 2012", 2, 300), proportion("Saxena 2012", 1, 40), proportion("Ng 2012", 10, 293),
  ]

  /// Two groups with a zero cell, and a study without events.
  static let zeros = [
    study("a", 0, 116, 3, 117), study("b", 1, 44, 3, 35), study("c", 2, 208, 9, 195),
    study("d", 0, 118, 0, 105),
  ]

  static func bcgResult(_ model: some PoolingModel = RandomEffects()) throws -> PoolResult {
    PoolResult(try model.fit(EffectSizes(.riskRatio, of: bcg)))
  }

  static func deathsResult(
    _ model: some PoolingModel = RandomEffects(), correction: ContinuityCorrection? = nil
  ) throws
    -> PoolResult
  {
    PoolResult(try model.fit(EffectSizes(.logit, of: deaths, correction: correction)))
  }
}

/// A report's sections by title, as the lines under it; lines that were broken are whole again.
struct Report {
  let titles: [String]
  private let sections: [String: [String]]

  init(_ text: String) {
    var titles: [String] = []
    var sections: [String: [String]] = [:]
    for line in text.split(separator: "\n") {
      let title = titles.last ?? ""
      let words = line.trimmingCharacters(in: .whitespaces)
      if !line.hasPrefix(" ") {
        titles.append(String(line))
      } else if line.hasPrefix("    "), let last = sections[title]?.indices.last {
        sections[title]?[last] += " " + words
      } else {
        sections[title, default: []].append(words)
      }
    }
    self.titles = titles
    self.sections = sections
  }

  subscript(title: String) -> [String] { sections[title] ?? [] }

  /// The first words of the lines of a section.
  func labels(_ title: String) -> [String] {
    self[title].compactMap { $0.split(separator: " ").first.map { String($0) } }
  }

  /// The words behind a label.
  func words(_ label: String, in title: String) throws -> String {
    let line = try #require(self[title].first { $0.hasPrefix(label + "  ") }, "no \(label): \(self[title])")
    return line.dropFirst(label.count).trimmingCharacters(in: .whitespaces)
  }
}
