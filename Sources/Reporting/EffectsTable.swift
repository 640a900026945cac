import EffectSizes
import Figures

extension EffectSizes {
  /// One row per study: yi, vi, sei on the analysis scale; estimate and limits on the display scale; what was
  /// added to zero cells; remarks; and what was added to the second group, where that differs in a study.
  public var table: ResultTable {
    let corrections = studies.map(\.secondCorrection)
    let showsSecond = corrections.contains { $0 != nil }
    let showsRung = studies.contains { $0.survivalRung != nil }
    var table = ResultTable(
      columns: ["study", "yi", "vi", "sei", "estimate", "lower", "upper", "correction", "note"]
        + (showsSecond ? ["correction2"] : []) + (showsRung ? ["rung"] : []))
    for study in studies {
      table.append(
        [
          .text(study.label), .init(study.yi), .init(study.vi), .init(study.sei), .init(study.estimate),
          .init(study.lower), .init(study.upper), .number(study.correction),
          .init(study.notes.joined(separator: "; ")),
        ] + (showsSecond ? [.number(study.secondCorrection ?? study.correction)] : [])
          + (showsRung ? [.init(study.survivalRung?.letter)] : []))
    }
    return table
  }

  /// The same for reading, with fewer digits.
  public var readingTable: TextTable {
    let raw = RawColumns(self)
    var table = TextTable(
      [("Study", .left)] + raw.headers.map { ($0, .right) } + [
        ("yi", .right), ("sei", .right), (measure.quantity, .right), ("lower", .right), ("upper", .right),
        ("correction", .right),
      ])
    func short(_ value: Double) -> String { NumberText.significant(value, digits: 5) }
    for study in studies {
      table.append(
        [study.label] + raw.texts(study) + [
          short(study.yi), short(study.sei), short(study.estimate), short(study.lower), short(study.upper),
          study.correction == 0 ? "" : NumberText.exact(study.correction) ?? "",
        ])
    }
    return table
  }
}
