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

  /// Names for the columns of rates: one set per choice, first the events and then the person-time.
  static let oneGroupRates = [["events", "time"], ["xi", "ti"]]
  static let twoGroupRates = [["events1", "time1", "events2", "time2"], ["x1i", "t1i", "x2i", "t2i"]]

  /// Names for the columns of means of one group, in the order of `MeanNames`.
  static let oneGroupMeans = MeanNames(
    moments: [["mean", "sd"], ["mi", "sdi"]], total: [["total"], ["ni"]], median: [["median"]],
    quartiles: [["q1", "q3"]], range: [["min", "max"]])

  /// Names for the columns of means of two groups, the first group's before the second's.
  static let twoGroupMeans = MeanNames(
    moments: [
      ["mean1", "sd1", "mean2", "sd2"], ["m1i", "sd1i", "m2i", "sd2i"],
      ["experimentalmean", "experimentalsd", "controlmean", "controlsd"],
    ],
    total: [
      ["total1", "total2"], ["n1i", "n2i"], ["experimentaltotal", "controltotal"],
      ["experimentaln", "controln"],
    ],
    median: [["median1", "median2"]], quartiles: [["q11", "q31", "q12", "q32"]],
    range: [["min1", "max1", "min2", "max2"]])

  /// Two means of the same people.
  static let pairedMeans = [["mean1", "sd1", "mean2", "sd2"], ["m1i", "sd1i", "m2i", "sd2i"]]
  static let correlation = [["correlation"], ["ri"]]
  static let logRank = [["ominuse", "v"]]

  /// Survival at a time, and what its precision can be had from.
  static let survival = [["survival"]]
  static let survivalPercent = [["percent"]]
  static let survivalTime = [["at"]]
  static let survivalError = [["se"]]
  static let survivalLimits = [["cilow", "cihigh"]]
  static let atRisk = [["atrisk"]]
  static let censored = [["censored"]]
  static let followUpMedian = [["followupmedian"]]
  static let followUp = [["followuplow", "followuphigh"]]

  /// Sets of names for the columns of means.
  struct MeanNames {
    let moments: [[String]]
    let total: [[String]]
    let median: [[String]]
    let quartiles: [[String]]
    let range: [[String]]
  }

  /// metafor's estimates are on the analysis scale, so are its variances and standard errors.
  static let analysisEstimate = [["yi"], ["givmean"]]
  static let estimate = [["estimate"]]
  static let variance = [["vi"], ["variance"]]
  static let standardError = [["sei"], ["se"], ["givse"]]
  static let interval = [["cilow", "cihigh"], ["cilb", "ciub"], ["lower", "upper"]]
}
