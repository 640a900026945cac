import StudyData

/// A p-value printed as a bound: "<.001", ">= 0.05", "NS".
struct PrintedBound: Equatable {
  let isUpper: Bool
  let value: Double

  init?(_ text: String) {
    let text = text.lowercased().filter { $0 != " " }
    if ["ns", "n.s.", "notsignificant"].contains(text) {
      (isUpper, value) = (false, 0.05)
      return
    }
    guard let first = text.first, "<>≤≥".contains(first),
      let number = PrintedNumber(String(text.drop { "<>≤≥=".contains($0) })), (0...1).contains(number.value)
    else { return nil }
    (isUpper, value) = (first == "<" || first == "≤", number.value)
  }

  /// Whether a p-value obeys the bound, generously at its edge.
  func allows(_ p: Double) -> Bool { isUpper ? p <= value * 1.005 : p >= value * 0.995 }
}
