import Optimization
import Testing

@Suite("Order statistics")
struct OrderStatisticTests {
  /// Values of many kinds of order: drawn, with ties, sorted, reversed, equal, one.
  private static let samples: [[Double]] = [
    (0..<997).map { Double(($0 * 7919 + 13) % 1009) / 7 }, (0..<300).map { Double(($0 * 31) % 7) },
    (0..<100).map(Double.init), (0..<100).map { -Double($0) }, [Double](repeating: 2, count: 50), [3],
    [2, 1],
  ]

  @Test("each place has the value that sorting puts there", arguments: samples)
  func places(_ sample: [Double]) {
    let sorted = sample.sorted()
    for place in stride(from: 0, to: sample.count, by: max(1, sample.count / 40)) {
      var values = sample
      #expect(OrderStatistic.select(place, in: &values) == sorted[place])
      #expect(values[..<place].allSatisfy { $0 <= sorted[place] })
      #expect(values[place...].allSatisfy { $0 >= sorted[place] })
      #expect(values.sorted() == sorted)
    }
  }

  @Test("quantiles are R's type 7")
  func quantiles() {
    var values = [9.0, 1, 4, 7, 2]
    // quantile(c(9, 1, 4, 7, 2), c(0, .1, .5, .9, 1))
    for (share, expected) in [(0.0, 1.0), (0.1, 1.4), (0.5, 4), (0.9, 8.2), (1, 9)] {
      #expect(abs(OrderStatistic.quantile(share, of: &values) - expected) < 1e-14)
    }
  }
}
