/// The parts of the score of REML or ML at a τ² of its own in each lane, from one pass over the studies.
///
/// The residuals are taken from a center close to the mean, and the sums then moved to the mean itself.
struct ScorePass {
  /// yᵀPPy.
  let f: Lanes
  /// tr P, or Σw.
  let g: Lanes
  /// yᵀPPPy.
  let c: Lanes
  /// tr PP, or Σw².
  let d: Lanes
  /// The weighted mean.
  let mean: Lanes
  /// Minus its derivative by τ², Σw²e/Σw.
  let meanSlope: Lanes

  @inline(__always)
  init(_ packet: SubsetPacket, tau2: Lanes, center: Lanes, restricted: Bool) {
    var (w1, w1e, w2, w2e) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var (w2ee, w3, w3e, w3ee) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    packet.forEachStudy(tau2: tau2) { y, w in
      let e = y - center
      let we = w * e
      let square = w * w
      let squareE = w * we
      w1 += w
      w1e += we
      w2 += square
      w2e += squareE
      w2ee += we * we
      w3 += square * w
      w3e += square * we
      w3ee += squareE * we
    }
    let inverse = 1 / w1
    let shift = w1e * inverse
    let weighted = w2e - shift * w2
    mean = center + shift
    meanSlope = weighted * inverse
    f = w2ee - shift * (2 * w2e - shift * w2)
    c = w3ee - shift * (2 * w3e - shift * w3) - weighted * weighted * inverse
    if restricted {
      let share = w2 * inverse
      g = w1 - share
      d = w2 - 2 * w3 * inverse + share * share
    } else {
      (g, d) = (w1, w2)
    }
  }
}
