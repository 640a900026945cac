import EffectSizes
import Testing

@testable import Pooling

/// The interval of Higgins and Thompson for H² and I², against `confint(type = "HT")` of metafor 5.0.
struct HigginsThompsonTests {
  private func expect(
    _ effects: EffectSizes, i2: Double, h2Lower: Double, h2Upper: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let shares = try RandomEffects(tau2: .derSimonianLaird, i2: .q).fit(effects).heterogeneity
    #expect(abs((shares.i2 ?? -1) - i2) <= 1e-14, sourceLocation: sourceLocation)
    #expect(abs((shares.h2Lower ?? 0) / h2Lower - 1) <= 1e-13, sourceLocation: sourceLocation)
    #expect(abs((shares.h2Upper ?? 0) / h2Upper - 1) <= 1e-13, sourceLocation: sourceLocation)
    #expect(abs((shares.i2Upper ?? 0) - (1 - 1 / h2Upper)) <= 1e-13, sourceLocation: sourceLocation)
  }

  @Test func qAboveK() throws {
    try expect(
      Dataset(named: "bcg-vaccine").effects("RR"), i2: 0.9211734685456204, h2Lower: 8.558990749311874,
      h2Upper: 18.80323651969839)
    try expect(
      Dataset(named: "passive-smoking").effects("GEN"), i2: 0.24207248500755696, h2Lower: 1,
      h2Upper: 1.990879566499352)
  }

  /// Steurer and others 2006, four hazard ratios: Q = 3.62 lies between k − 1 and k.
  @Test func qBetween() throws {
    let yi = [-0.592, -0.0791, -0.237, 0.163]
    let se = [0.345, 0.0787, 0.144, 0.312]
    try expect(
      reported(yi: yi, vi: se.map { $0 * $0 }), i2: 0.1723409753890799, h2Lower: 1, h2Upper: 7.890635404165261
    )
  }

  @Test func qBelow() throws {
    try expect(
      reported(yi: [0.3, 0.32, 0.28], vi: [0.04, 0.05, 0.06]), i2: 0, h2Lower: 1, h2Upper: 9.613529874210018)
  }

  /// Two studies with Q below 2: the formula divides by k − 2.
  @Test func noneForTwoStudies() throws {
    let effects = reported(yi: [0.1, 0.2], vi: [0.04, 0.05])
    let shares = try RandomEffects(i2: .q).fit(effects).heterogeneity
    #expect(shares.h2 != nil && shares.h2Lower == nil && shares.i2Upper == nil)
  }
}
