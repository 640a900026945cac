/// One drawn row of a forest plot.
public struct ForestRow: Sendable, Equatable {
  /// What the row is.
  public enum Kind: String, Sendable {
    case groupHeader = "group_header"
    case study
    case subgroupSummary = "subgroup_summary"
    case summary
    case predictionInterval = "prediction_interval"
    case note

    /// Whether the row is drawn as a diamond.
    public var isSummary: Bool { self == .summary || self == .subgroupSummary }
  }

  /// What the row is.
  public var kind: Kind
  /// The subgroup that it belongs to; empty where there are none.
  public var group = ""
  /// The text at the left.
  public var label: String
  /// How far the label is moved in, in steps.
  public var indent = 0
  /// The reported numbers, in the order of ``ForestPlot/rawColumns``.
  public var raw: [ResultTable.Value] = []
  /// Further texts, in the order of ``ForestHeadings/extra``.
  public var extra: [String] = []
  /// The effect size on the analysis scale.
  public var yi: Double?
  /// Its standard error.
  public var sei: Double?
  /// The estimate on the display scale.
  public var estimate: Double?
  /// The lower limit on the display scale.
  public var lower: Double?
  /// The upper limit on the display scale.
  public var upper: Double?
  /// The confidence level of the limits, where it is not that of the plot.
  public var level: Double?
  /// The weight in percent; for studies alone.
  public var weightPercent: Double?
  /// The estimate and its interval, as printed.
  public var estimateText = ""
  /// The weight, as printed.
  public var weightText = ""
  /// A remark.
  public var note = ""

  /// A row with its label; the rest is set where it has it.
  public init(kind: Kind, label: String) {
    self.kind = kind
    self.label = label
  }
}
