import MetaAnalysis

/// Two-group trials with heterogeneous risk ratios, the same for the same number of trials.
///
/// Groups of 50 to 500; risk of the second group uniform on 0.05 to 0.30; risk ratio 0.5 to 1.1, so that τ² is
/// well above 0.
public struct SimulatedTrials {
  /// The trials.
  public let studies: [Study<TwoGroupCounts>]

  /// Draws `count` trials.
  public init(count: Int) {
    var stream = SplitMix64(seed: 20_240_229)
    studies = (1...count).map { number in
      let risk = 0.05 + 0.25 * stream.uniform()
      let ratio = 0.5 + 0.6 * stream.uniform()
      let first = Self.group(risk: risk * ratio, &stream)
      let second = Self.group(risk: risk, &stream)
      return Study("Trial \(number)", TwoGroupCounts(first: first, second: second))
    }
  }

  /// The trials as a table with a column of labels and four of counts.
  public var csv: String {
    var text = "study,events1,total1,events2,total2\n"
    for study in studies {
      let (first, second) = (study.value.first, study.value.second)
      text += "\(study.label),\(Int(first.events)),\(Int(first.total))"
      text += ",\(Int(second.events)),\(Int(second.total))\n"
    }
    return text
  }

  private static func group(risk: Double, _ stream: inout SplitMix64) -> GroupCounts {
    let size = Int.random(in: 50...500, using: &stream)
    let events = stream.binomial(size: size, probability: risk)
    return GroupCounts(events: Double(events), total: Double(size))
  }
}
