import Survival
import Testing

@Suite("Kaplan-Meier")
struct KaplanMeierTests {
  /// The maintenance arm of Miller's acute myelogenous leukemia trial (R's `survival::aml`).
  static let maintained: [SurvivalTime] = [
    (9, true), (13, true), (13, false), (18, true), (23, true), (28, false), (31, true), (34, true),
    (45, false), (48, true), (161, false),
  ].map { SurvivalTime(time: $0.0, isEvent: $0.1) }

  @Test("the leukemia trial's published curve")
  func leukemia() {
    let curve = KaplanMeier(Self.maintained.reversed())
    let published: [(time: Double, survival: Double, error: Double)] = [
      (9, 0.9091, 0.0867), (13, 0.8182, 0.1163), (18, 0.7159, 0.1397), (23, 0.6136, 0.1526),
      (31, 0.4909, 0.1642), (34, 0.3682, 0.1627), (48, 0.1841, 0.1535),
    ]
    for (time, survival, error) in published {
      let step = curve.steps.first { $0.time == time }
      #expect(abs((step?.survival ?? 0) - survival) < 5e-5)
      #expect(abs((step?.standardError ?? 0) - error) < 5e-5)
    }
    #expect(curve.survival(at: 8.9) == 1)
    #expect(curve.survival(at: 200) == curve.steps.last?.survival)
  }

  @Test("without censoring it is the share alive, with the binomial variance")
  func complete() {
    let curve = KaplanMeier((1...20).map { SurvivalTime(time: Double($0), isEvent: true) })
    for step in curve.steps.dropLast() {
      let share = 1 - step.time / 20
      #expect(abs(step.survival - share) < 1e-14)
      #expect(abs((step.standardError ?? 0) - (share * (1 - share) / 20).squareRoot()) < 1e-14)
    }
    #expect(curve.steps.last?.survival == 0)
    #expect(curve.steps.last?.standardError == nil)
  }
}
