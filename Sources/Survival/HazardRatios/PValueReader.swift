import StudyData

/// Reading p, its sides, and p as text.
extension HazardRatioReader {
  /// p from `p`, with the digits of `p_text` where it has the same number; else from `p_text`.
  mutating func readP(into report: inout HazardRatioReport) {
    report.pSides = sides() ?? .two
    let stated = probability()
    let text = textOfP()
    switch (stated, text) {
    case (let p?, nil): report.p = p
    case (nil, let text?): (report.p, report.pComparison) = (text.value, text.comparison)
    case (let p?, let text?):
      report.p = text.comparison == .equal ? text.value : p
      let agrees =
        switch text.comparison {
        case .equal: abs(p.value - text.value.value) <= p.halfUnit + text.value.halfUnit
        case .below: p.value <= text.value.value
        case .above: p.value >= text.value.value
        }
      if !agrees, let place = cell("p_text") {
        self.report(
          place, "p-values-disagree", "does not fit p, \(cell("p")?.value ?? "")", hint: "check both")
      }
    case (nil, nil): break
    }
  }

  private mutating func probability() -> RoundedNumber? {
    guard let cell = cell("p"), let text = cell.value else { return nil }
    let number = RoundedNumber(printed: text)
    if let number, number.value > 0, number.value <= 1 { return number }
    if number == nil, let sign = text.first, !"<>\u{2264}\u{2265}=pPnN".contains(sign) {
      // Not a number at all, such as one with a decimal comma: the usual sentence.
      _ = cell.number(.positive, reporting: &problems)
      return nil
    }
    report(
      cell, "not-a-p-value", "needs a p-value above 0 and at most 1",
      hint: "write a limit, such as <.001, into p_text")
    return nil
  }

  private mutating func sides() -> HazardRatioReport.PSides? {
    guard let cell = cell("p_sided"), let text = cell.value else { return nil }
    if let sides = Int(text).flatMap(HazardRatioReport.PSides.init(rawValue:)) { return sides }
    report(cell, "not-sides", "needs 1 or 2", hint: "leave it empty for a two-sided p-value")
    return nil
  }

  /// `.043`, `p = .043`, `<.001`, `> .05`, `≤ 0.01`; `NS` is above .05.
  private mutating func textOfP() -> (value: RoundedNumber, comparison: HazardRatioReport.PComparison)? {
    guard let cell = cell("p_text"), let text = cell.value else { return nil }
    var rest = text.lowercased().filter { !$0.isWhitespace }[...]
    if ["ns", "n.s.", "n.s"].contains(rest) { return (RoundedNumber(0.05), .above) }
    if rest.first == "p" { rest = rest.dropFirst() }
    var comparison = HazardRatioReport.PComparison.equal
    if let sign = rest.first, "<≤>≥=".contains(sign) {
      comparison = "<≤".contains(sign) ? .below : ">≥".contains(sign) ? .above : .equal
      rest = rest.dropFirst()
      if rest.first == "=" { rest = rest.dropFirst() }
    }
    if var number = RoundedNumber(printed: String(rest)), number.value > 0, number.value <= 1 {
      if comparison != .equal { number.halfUnit = 0 }
      return (number, comparison)
    }
    report(
      cell, "not-a-p-value", "needs a p-value as printed, above 0 and at most 1",
      hint: "such as .043, <.001, >.05 or NS")
    return nil
  }
}
