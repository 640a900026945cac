import Distributions

/// From where on a diagnostic is worth a look, for k studies and p coefficients.
///
/// They are rules of thumb, not tests. Source: Viechtbauer W, Cheung MW-L (2010), *Res Synth Methods* 1:112–125;
/// metafor: `influence` marks a study by the same ones.
public struct InfluenceCutoffs: Sendable, Equatable {
  /// For the absolute studentized residual, 1.96: of studies without outliers about one in twenty lies beyond. It
  /// marks an outlier and does not by itself make a study influential.
  public let studentized = 1.96
  /// For the absolute DFFITS, 3√(p/(k − p)); nil for k = p.
  public let dffits: Double?
  /// For Cook's distance, the median of the χ² distribution with p degrees of freedom.
  public let cooksDistance: Double
  /// For the hat value, 3p/k.
  public let hat: Double
  /// For the absolute DFBETAS, 1.
  public let dfbetas = 1.0

  /// The cut-offs for `k` studies and `p` coefficients.
  public init(k: Int, p: Int) {
    dffits = k > p ? 3 * (Double(p) / Double(k - p)).squareRoot() : nil
    cooksDistance = ChiSquared(degreesOfFreedom: Double(p)).quantile(0.5)
    hat = 3 * Double(p) / Double(k)
  }
}

/// Which diagnostics of a study lie beyond their cut-offs; nil where there is no diagnostic or no cut-off.
public struct InfluenceFlags: Sendable, Equatable {
  /// The studentized residual.
  public let studentized: Bool?
  /// DFFITS.
  public let dffits: Bool?
  /// Cook's distance.
  public let cooksDistance: Bool?
  /// The hat value.
  public let hat: Bool?
  /// DFBETAS of each coefficient.
  public let dfbetas: [Bool?]

  /// Compares the diagnostics of a study or cluster.
  public init(_ row: Influence.Row, _ cutoffs: InfluenceCutoffs) {
    func beyond(_ value: Double?, _ cutoff: Double?) -> Bool? {
      value.flatMap { value in cutoff.map { abs(value) > $0 } }
    }
    studentized = beyond(row.studentized, cutoffs.studentized)
    dffits = beyond(row.dffits, cutoffs.dffits)
    cooksDistance = beyond(row.cooksDistance, cutoffs.cooksDistance)
    hat = beyond(row.hat, cutoffs.hat)
    dfbetas = row.dfbetas.map { beyond($0, cutoffs.dfbetas) }
  }

  /// Whether the study counts as influential: by any of them but the studentized residual.
  public var isInfluential: Bool { ([dffits, cooksDistance, hat] + dfbetas).contains(true) }
  /// Whether it counts as an outlier.
  public var isOutlier: Bool { studentized == true }
}
