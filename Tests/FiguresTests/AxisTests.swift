import Foundation
import Testing

@testable import Figures

@Suite("Axis")
struct AxisTests {
  private func axis(_ scale: AxisScale, _ range: ClosedRange<Double>, asPercent: Bool = false) -> Axis {
    Axis(
      scale: scale, showing: [], limits: [], bounds: -1e300...1e300, reference: nil, given: range,
      asPercent: asPercent, title: "")
  }

  private func check(_ axis: Axis, _ comment: Comment) {
    let values = axis.ticks.map(\.value)
    #expect((2...9).contains(values.count), comment)
    #expect(values.allSatisfy { $0 >= axis.lower && $0 <= axis.upper }, comment)
    #expect(zip(values, values.dropFirst()).allSatisfy(<), comment)
    #expect(Set(axis.ticks.map(\.label)).count == values.count, comment)
    for tick in axis.ticks { #expect(Double(tick.label) == tick.value, comment) }
  }

  /// The digits of the number without its zeros at either end, such as 25 for 0.0025.
  private func digits(_ value: Double) -> String {
    let mantissa = "\(abs(value))".lowercased().split(separator: "e").first.map { String($0) } ?? ""
    return mantissa.filter(\.isNumber).trimmingCharacters(in: CharacterSet(charactersIn: "0"))
  }

  @Test("linear ticks over eighteen powers of ten: few, inside, rising, evenly spaced round numbers")
  func linear() {
    var numbers = Numbers(state: 6)
    for exponent in -9...9 {
      for _ in 0..<200 {
        let size = pow(10, Double(exponent))
        let low = Double.random(in: -5...5, using: &numbers) * size
        let width = Double.random(in: 0.5...20, using: &numbers) * size
        let axis = axis(.linear, low...(low + width))
        check(axis, "linear \(axis.lower)...\(axis.upper): \(axis.ticks.map(\.value))")
        let values = axis.ticks.map(\.value)
        #expect(values.count >= 3, "\(axis.lower)...\(axis.upper): \(values)")
        guard values.count >= 2 else { continue }
        let step = values[1] - values[0]
        for (first, second) in zip(values, values.dropFirst()) {
          #expect(abs(second - first - step) < 1e-6 * step)
        }
        let rounded = Double(String(format: "%.3e", step)) ?? step
        #expect(["1", "2", "5"].contains(digits(rounded)), "a step of \(step)")
      }
    }
  }

  @Test("logarithmic ticks over eighteen powers of ten and all widths: few, inside, rising, round numbers")
  func logarithmic() {
    var numbers = Numbers(state: 7)
    for _ in 0..<4_000 {
      let low = pow(10, Double.random(in: -9...9, using: &numbers))
      let decades = pow(10, Double.random(in: -2...1.2, using: &numbers))
      let axis = axis(.log, low...(low * pow(10, decades)))
      check(axis, "log \(axis.lower)...\(axis.upper): \(axis.ticks.map(\.value))")
      for tick in axis.ticks {
        #expect(digits(tick.value).count <= 5, "\(tick.value) on \(axis.lower)...\(axis.upper)")
      }
    }
  }

  @Test(
    "ticks of usual risk ratio axes have 1 among them",
    arguments: [
      (0.71, 1.45), (0.5, 2), (0.1, 10), (0.013, 70), (0.9, 1.1), (1e-4, 1e4), (0.3, 4), (1e-12, 1e9),
    ])
  func hasOne(low: Double, high: Double) {
    let values = axis(.log, low...high).ticks.map(\.value)
    #expect(values.contains(1), "\(low)...\(high): \(values)")
    #expect(values.count >= 2)
  }

  @Test("labels of proportions are percentages without noise")
  func percent() {
    let axis = axis(.linear, 0...0.3, asPercent: true)
    #expect(axis.ticks.map(\.label) == ["0%", "5%", "10%", "15%", "20%", "25%", "30%"])
  }

  @Test("an axis shows every estimate, summary and the reference, and widens for limits only so far")
  func range() {
    let axis = Axis(
      scale: .log, showing: [0.5, 0.8, 1.2], limits: [0.4, 0.6, 0.001, 500], bounds: 0...Double.infinity,
      reference: 1, title: "Risk ratio")
    for value in [0.5, 0.8, 1.2, 1, 0.4, 0.6] { #expect(value >= axis.lower && value <= axis.upper) }
    #expect(axis.lower > 0.001)
    #expect(axis.upper < 500)
    #expect(axis.reference == 1)
  }

  @Test("an axis stays inside the values that the quantity can take")
  func bounds() {
    let axis = Axis(
      scale: .linear, showing: [0.01, 0.02], limits: [-0.05, 0.3], bounds: 0...1, reference: nil,
      asPercent: true,
      title: "Proportion")
    #expect(axis.lower == 0)
    #expect(axis.upper <= 1)
  }

  @Test("extremes give an axis and no crash")
  func extremes() {
    let cases: [(AxisScale, [Double], [Double], ClosedRange<Double>)] = [
      (.log, [1e-300, 1e305], [0, .infinity], 0...Double.infinity),
      (.log, [0, .infinity, .nan], [], 0...Double.infinity),
      (.log, [1, 1, 1], [1], 0...Double.infinity),
      (.linear, [0, 0], [0, 0], 0...1), (.linear, [1, 1], [1, 1], 0...1), (.linear, [], [], 0...1),
      (.linear, [1e308, -1e308], [], -Double.infinity...Double.infinity),
      (.linear, [1e9, 1e9 + 1e-6], [], -Double.infinity...Double.infinity),
      (.linear, [-0.4, -0.2], [-0.5], 0...1),
      (.linear, [.nan, .infinity], [.nan], -1...1),
    ]
    for (scale, shown, limits, bounds) in cases {
      let axis = Axis(
        scale: scale, showing: shown, limits: limits, bounds: bounds, reference: nil, title: "")
      #expect(axis.lower < axis.upper, "\(scale) \(shown)")
      #expect(axis.lower.isFinite && axis.upper.isFinite, "\(scale) \(shown)")
      #expect(axis.ticks.allSatisfy { $0.value >= axis.lower && $0.value <= axis.upper }, "\(scale) \(shown)")
      #expect((1...9).contains(axis.ticks.count), "\(scale) \(shown): \(axis.ticks.count)")
    }
  }

  @Test("a reference outside a given axis is not drawn")
  func referenceOutside() {
    let axis = Axis(
      scale: .log, showing: [2, 3], limits: [], bounds: 0...Double.infinity, reference: 1, given: 2...8,
      title: "")
    #expect(axis.reference == nil)
    #expect(axis.lower == 2)
    #expect(axis.upper == 8)
    #expect(axis.clipped(1) == 2)
    #expect(axis.clipped(9) == 8)
    #expect(axis.clipped(3) == 3)
  }
}
