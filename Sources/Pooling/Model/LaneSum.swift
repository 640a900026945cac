/// Sums over studies in four lanes: element i goes to lane i mod 4, and the lanes are added at the end.
///
/// The order of the additions is fixed, so that the sums are the same in every build and on every machine, and
/// four divisions are under way at a time.
enum LaneSum {
  /// Calls `body` with four studies' (y, v) at a time, and a mask of 1 for studies and 0 beyond the last.
  @inline(__always)
  static func forEach(
    _ yi: [Double], _ vi: [Double],
    _ body: (_ y: SIMD4<Double>, _ v: SIMD4<Double>, _ mask: SIMD4<Double>) -> Void
  ) {
    yi.withUnsafeBufferPointer { y in
      vi.withUnsafeBufferPointer { v in
        let whole = y.count / 4 * 4
        let ones = SIMD4<Double>(repeating: 1)
        var start = 0
        while start < whole {
          body(
            SIMD4(y[start], y[start + 1], y[start + 2], y[start + 3]),
            SIMD4(v[start], v[start + 1], v[start + 2], v[start + 3]), ones)
          start += 4
        }
        guard whole < y.count else { return }
        var (lastY, lastV, mask) = (SIMD4<Double>.zero, ones, SIMD4<Double>.zero)
        for index in whole..<y.count {
          lastY[index - whole] = y[index]
          lastV[index - whole] = v[index]
          mask[index - whole] = 1
        }
        body(lastY, lastV, mask)
      }
    }
  }
}
