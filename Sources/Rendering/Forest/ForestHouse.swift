import Figures

/// In what the houses' forest plots differ when they are drawn; their wording stands in the plot already.
struct ForestHouse {
  /// A block of columns beside the labels, which always come first.
  enum Part {
    case extra
    case raw
    case plot
    case estimate
    case weight
  }

  /// The blocks from left to right.
  let order: [Part]
  /// The size of the type.
  let size: Double
  /// The height of a row.
  let rowHeight: Double
  /// Whether "4" and "123" in two columns are "4/123" in one.
  var mergesCounts = true
  /// Whether what each side favors stands over the plot instead of under its axis.
  var hasDirectionsAbove = false
  /// The word before what a side favors.
  var favors = "Favors"
  /// Whether arrows point to the sides.
  var hasArrows = true
  /// What is shaded: every other row, or the rows of summaries.
  var shadesEveryOther = false
  var shadesSummaries = false
  /// Whether the estimate's heading stands over the plot too, and a rule over all.
  var isFramed = false
  /// Whether a dashed line goes up from the summary.
  var hasSummaryLine = true
  /// Whether intervals end in short bars.
  var hasWhiskers = false
  /// Whether decimals are set with a midline dot.
  var hasMidlineDot = false

  /// The size of notes and of what stands on the axis.
  var smallSize: Double { size - 0.8 }
  /// The distance of lines of headings and notes.
  var lineHeight: Double { (size * 1.25).rounded(.up) }

  init(_ house: FigureStyle.House) {
    switch house {
    case .standard:
      (order, size, rowHeight) = ([.extra, .raw, .plot, .estimate, .weight], 11.5, 18)
      (mergesCounts, shadesSummaries) = (false, true)
    case .revman:
      (order, size, rowHeight) = ([.extra, .raw, .weight, .estimate, .plot], 11.5, 17)
      (mergesCounts, isFramed, hasSummaryLine) = (false, true, false)
      (favors, hasArrows) = ("Favours", false)
    case .bmj:
      (order, size, rowHeight) = ([.extra, .raw, .plot, .weight, .estimate], 11.5, 18)
      (shadesEveryOther, favors) = (true, "Favours")
    case .jama:
      (order, size, rowHeight) = ([.extra, .raw, .estimate, .plot, .weight], 11.5, 17)
      (hasDirectionsAbove, hasSummaryLine, hasArrows) = (true, false, false)
    case .lancet:
      (order, size, rowHeight) = ([.extra, .raw, .weight, .plot, .estimate], 11.5, 18)
      (favors, hasMidlineDot, hasWhiskers) = ("Favours", true, true)
    }
  }
}
