/// Selections that are supposed instead of estimated, for a sensitivity analysis where studies are too few to tell.
///
/// Weights of 14 intervals of the one-sided p-value. The two-tailed ones are symmetric in it: results that are
/// significant in either direction are published. Source: Vevea JL, Woods CM (2005), *Psychol Methods* 10:428–443,
/// table 1, after the R code of Vevea that Field AP, Gillett R (2010), *Br J Math Stat Psychol* 63:665–694, hand on.
///
/// The table itself was not at hand. For the moderate one-tailed selection metafor's help and tests have
/// 1, 0.99, 0.95, 0.80, 0.75, …, without 0.90 and with 0.50 once more. The numbers here are those of Vevea's code, of
/// its copies and of every use with the package weightr that was found; and by them one- and two-tailed selection of
/// the same severity have the same weights up to p = 0.35, as the severe ones have in metafor too.
public enum SelectionSeverity: String, Sendable, CaseIterable, Codable {
  /// Down to 0.50 for results against the expected direction.
  case moderateOneTailed = "moderate-one-tailed"
  /// Down to 0.10.
  case severeOneTailed = "severe-one-tailed"
  /// Down to 0.60 for results about null.
  case moderateTwoTailed = "moderate-two-tailed"
  /// Down to 0.25.
  case severeTwoTailed = "severe-two-tailed"

  /// The cut points of the one-sided p-value.
  public static let steps = [0.005, 0.01, 0.05, 0.1, 0.25, 0.35, 0.5, 0.65, 0.75, 0.9, 0.95, 0.99, 0.995]

  /// The weight of each interval.
  public var weights: [Double] {
    switch self {
    case .moderateOneTailed:
      [1, 0.99, 0.95, 0.9, 0.8, 0.75, 0.65, 0.6, 0.55, 0.5, 0.5, 0.5, 0.5, 0.5]
    case .severeOneTailed:
      [1, 0.99, 0.9, 0.75, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25, 0.1, 0.1, 0.1, 0.1]
    case .moderateTwoTailed:
      [1, 0.99, 0.95, 0.9, 0.8, 0.75, 0.6, 0.6, 0.75, 0.8, 0.9, 0.95, 0.99, 1]
    case .severeTwoTailed:
      [1, 0.99, 0.9, 0.75, 0.6, 0.5, 0.25, 0.25, 0.5, 0.6, 0.75, 0.9, 0.99, 1]
    }
  }
}
