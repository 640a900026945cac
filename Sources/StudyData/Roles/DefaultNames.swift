/// The column names that are understood without being asked for, in `Spelling.plain` form.
///
/// Besides our own: metafor's arguments (`ai`, `n1i`, …) and its `dat.bcg` (`tpos`, …), and the names of
/// RevMan's and the Cochrane Library's exports (`Events 1`, `Experimental cases`, …).
enum DefaultNames {
  /// Names for one column per group; the first set that the table has is used.
  struct Counts {
    let events: [[String]]
    let percent: [[String]]
    let total: [[String]]
    let nonEvents: [[String]]
  }

  static let oneGroup = Counts(
    events: [["events"], ["xi"]],
    percent: [["percent"]],
    total: [["total"], ["ni"]],
    nonEvents: [["mi"]])

  static let twoGroups = Counts(
    events: [
      ["events1", "events2"], ["ai", "ci"], ["tpos", "cpos"], ["experimentalevents", "controlevents"],
      ["experimentalcases", "controlcases"],
    ],
    percent: [["percent1", "percent2"]],
    total: [
      ["total1", "total2"], ["n1i", "n2i"], ["experimentaltotal", "controltotal"],
      ["experimentaln", "controln"],
    ],
    nonEvents: [["bi", "di"], ["tneg", "cneg"]])

  /// metafor's estimates are on the analysis scale, so are its variances and standard errors.
  static let analysisEstimate = [["yi"], ["givmean"]]
  static let estimate = [["estimate"]]
  static let variance = [["vi"], ["variance"]]
  static let standardError = [["sei"], ["se"], ["givse"]]
  static let interval = [["cilow", "cihigh"], ["cilb", "ciub"], ["lower", "upper"]]
}
