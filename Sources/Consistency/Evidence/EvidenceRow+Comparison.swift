import StudyData

extension EvidenceRow {
  /// Both arms of a comparison: "A v B", or the arm and the comparator; nil where it does not name two.
  var comparedArms: (String, String)? {
    guard let arm = self[.arm] else { return nil }
    for word in [" v ", " vs ", " vs. ", " v. ", " versus "] {
      if let comparator = self[.comparator], arm.hasSuffix(word + comparator) {
        return (String(arm.dropLast(word.count + comparator.count)), comparator)
      }
      let places = arm.ranges(of: word)
      if places.count == 1 {
        return (String(arm[..<places[0].lowerBound]), String(arm[places[0].upperBound...]))
      }
    }
    return self[.comparator].map { (arm, $0) }
  }

  /// The p-values that can stand behind the printed one; nil without one, or for a bare "not significant".
  var pRange: ClosedRange<Double>? {
    if let text = self[.pText], let sign = text.first(where: { $0 != " " }), "<>≤≥".contains(sign) {
      return PrintedBound(text).map { $0.isUpper ? 0...$0.value : $0.value...1 }
    }
    guard let printed = self[.pText].flatMap({ PrintedNumber($0) }) ?? numbers[.p],
      (0...1).contains(printed.value)
    else { return nil }
    return max(0, printed.rounded.lowerBound)...min(1, printed.rounded.upperBound)
  }
}
