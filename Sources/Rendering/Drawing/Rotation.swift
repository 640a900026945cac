#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Rotation {
  /// Exact at multiples of 90 degrees.
  static func sineAndCosine(degrees: Double) -> (sine: Double, cosine: Double) {
    switch degrees.truncatingRemainder(dividingBy: 360) {
    case 0: return (0, 1)
    case 90, -270: return (1, 0)
    case 180, -180: return (0, -1)
    case 270, -90: return (-1, 0)
    default:
      let angle = degrees * .pi / 180
      return (sin(angle), cos(angle))
    }
  }
}
