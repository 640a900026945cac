import EffectSizes
import Figures

extension EffectSizes {
  /// One row per study: yi, vi, sei on the analysis scale; estimate and limits on the display scale; what was
  /// added to zero cells; remarks.
  public var table: ResultTable {
    var table = ResultTable(
      columns: ["study", "yi", "vi", "sei", "estimate", "lower", "upper", "correction", "note"])
    for study in studies {
      table.append([
        .text(study.label), .init(study.yi), .init(study.vi), .init(study.sei), .init(study.estimate),
        .init(study.lower), .init(study.upper), .number(study.correction),
        .init(study.notes.joined(separator: "; ")),
      ])
    }
    return table
  }
}
