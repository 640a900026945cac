import Distributions
import LinearAlgebra

/// Effect sizes and their design as the likelihood reads them: mirrored where small effects are the ones selected, so
/// that selection is always upward, and measured from the null value.
struct SelectionData: Sendable {
  /// s(yᵢ − null), s = ±1.
  let yi: [Double]
  /// The sampling variances.
  let vi: [Double]
  /// Their roots.
  let sei: [Double]
  /// s xᵢⱼ, row by row.
  let design: [Double]
  /// −s·null, which the mean is measured from.
  let offset: Double
  /// The number of coefficients.
  let p: Int

  var k: Int { yi.count }

  init(yi: [Double], vi: [Double], design: Matrix, null: Double, alternative: SelectionAlternative) {
    let sign = alternative.sign
    self.yi = yi.map { sign * ($0 - null) }
    self.vi = vi
    sei = vi.map { $0.squareRoot() }
    p = design.columns
    self.design = (0..<design.rows).flatMap { row in design.row(row).map { sign * $0 } }
    offset = -sign * null
  }

  /// The mean of study `i`, as `yi` is measured.
  func mean(_ i: Int, _ beta: ArraySlice<Double>) -> Double {
    var sum = offset
    for j in 0..<p { sum += design[i * p + j] * beta[beta.startIndex + j] }
    return sum
  }

  /// The p-values of the studies.
  func pValues(isTwoSided: Bool) -> [PValue] {
    zip(yi, sei).map { PValue(z: $0 / $1, isTwoSided: isTwoSided) }
  }
}
