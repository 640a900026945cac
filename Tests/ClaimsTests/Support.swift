import BundledData
import Claims
import StudyData
import Testing

/// A small evidence table and its claims.
enum Fixture {
  static let csv = """
    row,study,reference,row_type,arm,subgroup,outcome,statistic,at,events,total,percent,estimate,ci_low,ci_high,ci_level,p,p_text,source_line
    1,A,1,arm,new,,harm,count,,7,25,28,,,,,,,10
    2,A,1,arm,old,,harm,count,,21,31,67.7,,,,,,,10
    3,A,1,comparison,new v old,,harm,p-value,,,,,,,,,0.007,.007,10
    4,B,2,arm,new,,harm,percent,,,200,7.3,,,,,,,11
    5,B,2,arm,new,,death,percent,,,40,31,,,,,,,11
    6,B,2,arm,new,,relapse,count,,99,832,11.8,,,,,,,11
    7,B,2,arm,new,,mixed,count,,396,832,44.5,,,,,,,11
    8,C,3,arm,new,,survival,percent,60,,55,80,,,,,,,12
    9,C,3,arm,old,,survival,percent,60,,64,68,,,,,,,12
    10,C,3,comparison,old v new,,odds,odds-ratio,,,,,4.66,1.38,15.73,0.95,,,12
    11,C,3,comparison,new v old,,hazard,hazard-ratio,,,,,0.3,0.1,0.9,0.95,0.02,.02,12
    12,D,4,arm,new,,size,group-size,,,30,,,,,,,,13
    13,D,4,arm,old,,size,group-size,,,28,,,,,,,,13
    14,D,4,arm,all,,size,group-size,,,58,,,,,,,,13
    15,D,4,arm,new,,ache,percent,,,,30,,,,,,,13
    16,D,4,arm,old,,ache,percent,,,,11,,,,,,,13
    17,E,5,arm,new,,harm,count,,10,293,3,,,,,,,14
    18,F,6,arm,new,,harm,count,,13,415,3.1,,,,,,,15
    19,G,7,arm,new,,harm,count,,2,300,,,,,,,,16
    20,H,8,arm,new,part,cure,percent,,,,65,,,,,,,17
    21,H,8,arm,new,part,loss,percent,,,,38,,,,,,,17
    22,H,8,arm,new,,loss,count,,26,31,84,,,,,,,17
    23,H,8,arm,new,,marker,count,,197,,77.5,,,,,,,17
    """

  /// The file around some claims, each a mapping in flow form.
  static func file(_ claims: [String], cohorts: String = "") -> String {
    """
    review: small
    title: A small review
    source: {lines: 20, sha256: abc}
    \(cohorts)
    claims:

    """ + claims.map { "  - {\($0)}\n" }.joined()
  }

  static func set(_ claims: [String], cohorts: String = "") throws -> ClaimSet {
    try ClaimSet(
      parsing: Array(file(claims, cohorts: cohorts).utf8), name: "claims.yaml",
      table: StudyTable(parsing: Array(csv.utf8), name: "data.csv"))
  }

  /// The result of one claim; `text` has all its keys but `id`, `line` and `statement`.
  static func result(_ text: String, cohorts: String = "") throws -> ClaimResult {
    try #require(set(["id: one, line: 10, statement: it, " + text], cohorts: cohorts).results.first)
  }

  /// The claims of the bundled review.
  static func review() throws -> ClaimSet {
    let dataset = try #require(BundledDataset.named("liver-cryoablation"))
    let text = try #require(dataset.claims)
    return try ClaimSet(
      parsing: Array(text.utf8), name: "claims.yaml",
      table: StudyTable(parsing: Array(dataset.csv.utf8), name: "data.csv"))
  }
}
