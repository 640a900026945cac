/// The possibilities of each study in a box.
struct PossibleRanges {
  /// y and v of each possibility, study by study; y rises.
  let studies: [ArraySlice<(y: Double, v: Double)>]
  /// The range of all y.
  let y: ClosedRange<Double>
  /// The largest v.
  let largestV: Double

  init(_ box: RoundingBox, _ choices: [[(y: Double, v: Double)]]) {
    studies = choices.indices.map { choices[$0][box.lower[$0]...box.upper[$0]] }
    var (low, high, largest) = (Double.infinity, -Double.infinity, 0.0)
    for study in studies {
      for possibility in study {
        low = min(low, possibility.y)
        high = max(high, possibility.y)
        largest = max(largest, possibility.v)
      }
    }
    y = low...high
    largestV = largest
  }

  /// The number of studies.
  var k: Int { studies.count }

  /// The study with the widest range of y at its weight, of those with more than one possibility.
  var widest: Int {
    var (best, study) = (-1.0, 0)
    for (index, range) in studies.enumerated() where range.count > 1 {
      guard let first = range.first, let last = range.last else { continue }
      let width = (last.y - first.y) / max(first.v, last.v)
      if width > best { (best, study) = (width, index) }
    }
    return study
  }
}
