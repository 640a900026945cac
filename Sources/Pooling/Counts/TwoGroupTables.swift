import EffectSizes
import StudyData

/// The 2 × 2 tables of the studies, a, b, c, d with totals n₁ = a + b, n₂ = c + d, N.
struct TwoByTwo {
  let a, b, c, d: Double

  var n1: Double { a + b }
  var n2: Double { c + d }
  var all: Double { n1 + n2 }

  init(_ counts: TwoGroupCounts) {
    a = counts.first.events
    b = counts.first.nonEvents
    c = counts.second.events
    d = counts.second.nonEvents
  }
}

extension EffectSizes {
  /// The studies' tables, with the corrections of their effect sizes if asked for.
  func tables(method: String, corrected: Bool) throws(PoolingError) -> [TwoByTwo] {
    guard k > 0 else { throw .noStudies }
    var tables: [TwoByTwo] = []
    for study in studies {
      guard case .twoGroups(let counts) = study.counts else {
        throw .needsTwoGroupCounts(method: method, study: study.label)
      }
      tables.append(
        TwoByTwo(
          corrected
            ? counts.corrected(by: study.correction, second: study.secondCorrection) : counts))
    }
    return tables
  }
}
