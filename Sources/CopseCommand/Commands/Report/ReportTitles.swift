/// What the results of commands are called in a report.
enum ReportTitles {
  private static let special = [
    "pool": "Pooled result", "forest": "Forest plot", "bias": "Small-study effects",
    "regress": "Meta-regression",
    "cumulative": "Cumulative analysis", "baujat": "Baujat plot", "gosh": "All subsets (GOSH)",
    "simulate": "Power by simulation", "curve": "Pooled survival curve", "at": "Survival at a time",
    "median": "Median survival", "hr": "Hazard ratios", "funnel": "Funnel plot",
    "radial": "Radial plot", "labbe": "L'Abbé plot", "drapery": "Drapery plot",
  ]

  /// The title of the results of a command.
  static func title(of command: String) -> String {
    special[command] ?? command.prefix(1).uppercased() + command.dropFirst()
  }
}
