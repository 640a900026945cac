import Figures
import SmallStudyEffects

extension BiasPart {
  /// Fail-safe numbers.
  public init(failSafe number: FailSafeN) {
    var table = ResultTable(columns: ["method", "studies", "p", "alpha"])
    table.append([
      .text("rosenthal"), .number(number.studies), .number(number.p), .number(number.alpha),
    ])
    let words = NumberText.exact(number.studies) ?? ""
    self.init(
      key: "fail-safe",
      sections: [
        ReportSection(
          title: "Fail-safe N",
          pairs: [
            ("Rosenthal", "\(words) studies without effect, to bring the combined p above \(number.alpha)")
          ])
      ], table: table)
  }
}
