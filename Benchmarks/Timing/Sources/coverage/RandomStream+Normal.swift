import MetaAnalysis

extension RandomStream {
  /// A standard normal deviate.
  mutating func normal() -> Double {
    Normal.standard.quantile((Double(next() >> 11) + 0.5) * 0x1p-53)
  }
}
