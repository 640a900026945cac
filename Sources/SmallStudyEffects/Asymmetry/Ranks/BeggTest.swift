import EffectSizes

/// Begg and Mazumdar's test: the rank correlation of the standardized effects with their variances.
///
/// With the common effect μ̂ = Σ(yᵢ/vᵢ)/Σ(1/vᵢ) and vᵢ* = vᵢ − 1/Σ(1/vⱼ), the variance of yᵢ − μ̂, it correlates
/// (yᵢ − μ̂)/√vᵢ* with vᵢ. Source: Begg CB, Mazumdar M (1994), *Biometrics* 50:1088–1101. metafor: `ranktest`; meta:
/// `metabias(method.bias = "Begg")`, which is the normal approximation. O(k²).
enum BeggTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    let (yi, vi) = (effects.yi, effects.vi)
    let total = vi.reduce(0) { $0 + 1 / $1 }
    let mean = zip(yi, vi).reduce(0) { $0 + $1.0 / $1.1 } / total
    let deviates = yi.indices.map { place in
      // Studies that are alike have to stay so to the last digit, since they tie.
      1 / vi[place] > total / 2
        ? deviate(of: place, yi, vi) : (yi[place] - mean) / (vi[place] - 1 / total).squareRoot()
    }
    return AsymmetryResult(
      .begg, rank: try KendallTest(deviates, vi, p: options.rankP), k: effects.k,
      predictor: "the sampling variance, by rank")
  }

  /// (yᵢ − μ̂)/√vᵢ* as the distance from the mean ȳ of the others, whose weights sum to W,
  ///
  ///     (yᵢ − ȳ)·√[W/(1 + vᵢW)],
  ///
  /// which is the same, and keeps its digits in a study with nearly all of the weight.
  private static func deviate(of place: Int, _ yi: [Double], _ vi: [Double]) -> Double {
    var (weight, product) = (0.0, 0.0)
    for other in yi.indices where other != place {
      weight += 1 / vi[other]
      product += (yi[other] - yi[place]) / vi[other]
    }
    return -product / (weight * (1 + vi[place] * weight)).squareRoot()
  }
}
