import EffectSizes
import Pooling

extension EffectSizes {
  /// The value of no effect on the analysis scale: the one asked for, else the measure's own.
  func nullValue(_ requested: Double?, for choice: String) throws(PoolingError) -> Double {
    if let requested { return requested }
    guard let null = measure.analysisNull else {
      throw .notApplicable(
        choice: choice,
        reason:
          "a \(measure.quantity.lowercased()) has no value of no effect, so that the value to compare with has to be named"
      )
    }
    return null
  }
}
