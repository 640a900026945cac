/// Which columns hold the survival curves of studies, one row per study and time.
public struct CurveColumns: Sendable, Equatable {
  /// The column of times.
  public var time: String
  /// The column of survival, as proportions unless `isPercent`.
  public var survival: String
  /// Whether survival is given as percentages.
  public var isPercent: Bool
  /// The column of numbers at risk at the start of the interval that ends at the row's time; nil for none.
  public var atRisk: String?
  /// The column of numbers at the start of the study; nil for none.
  public var total: String?
  /// The columns of the shortest and the longest follow-up; nil for none.
  public var followUpLow: String?
  /// The column of the longest follow-up; nil for none.
  public var followUpHigh: String?

  /// Names the columns.
  public init(
    time: String = "time", survival: String = "survival", isPercent: Bool = false, atRisk: String? = nil,
    total: String? = nil, followUp: (low: String, high: String)? = nil
  ) {
    self.time = time
    self.survival = survival
    self.isPercent = isPercent
    self.atRisk = atRisk
    self.total = total
    followUpLow = followUp?.low
    followUpHigh = followUp?.high
  }

  /// Finds the columns: those asked for, else `time` or `at`, `survival` or `percent`, `at_risk`, `total`.
  ///
  /// Throws a problem for each column asked for that is not there, and for each kind that is needed and not found.
  public static func find(
    in table: StudyTable, time: String? = nil, survival: String? = nil, percent: String? = nil,
    atRisk: String? = nil, total: String? = nil, followUp: (low: String, high: String)? = nil
  ) throws(DataProblems) -> CurveColumns {
    var problems: [DataProblem] = []
    func name(_ asked: String?, _ defaults: [String]) -> String? {
      if let asked {
        if table.findColumn(asked) == nil { problems.append(table.noSuchColumn(asked)) }
        return asked
      }
      return defaults.lazy.compactMap { table.findColumn($0)?.name }.first
    }
    let time = name(time, ["time", "at"])
    let proportion = percent == nil ? name(survival, ["survival"]) : nil
    let percentage = proportion == nil ? name(percent, ["percent"]) : nil
    let columns = CurveColumns(
      time: time ?? "", survival: proportion ?? percentage ?? "", isPercent: proportion == nil,
      atRisk: name(atRisk, ["at_risk", "n.risk"]), total: name(total, ["total"]),
      followUp: followUp.map { (name($0.low, []) ?? "", name($0.high, []) ?? "") })
    if time == nil { problems.append(.noCurveColumn("times", "--time", in: table)) }
    if proportion == nil, percentage == nil {
      problems.append(.noCurveColumn("survival", "--survival or --percent", in: table))
    }
    if columns.atRisk == nil, columns.total == nil {
      problems.append(
        .noCurveColumn("numbers at risk", "--at-risk or, with numbers at the start, --total", in: table))
    }
    if !problems.isEmpty { throw DataProblems(problems, in: table.source) }
    return columns
  }
}
