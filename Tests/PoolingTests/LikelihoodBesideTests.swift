import EffectSizes
import StudyData
import Testing

@testable import Pooling

/// The likelihood result that stands beside an inverse-variance one where zero cells were corrected.
struct LikelihoodBesideTests {
  /// The treated arms of the catheter trials on any scale: the binomial–normal model, −4.81184998 and τ² 0.8253234.
  @Test(arguments: ["PLO", "PR", "PFT"]) func oneGroup(measure: String) throws {
    let effects = try Dataset(named: "catheter-infection-treated").effects(measure)
    let beside = try #require(effects.fitBesideZeros(level: 0.95))
    #expect(beside.model.method == "glmm" && beside.effects.measure.code == "PLO")
    #expect(abs(beside.estimate.value - -4.81184998) < 2e-8)
    #expect(abs((beside.heterogeneity.tau2 ?? 0) - 0.8253234) < 2e-7)
  }

  @Test func twoGroups() throws {
    let odds = try Dataset(named: "catheter-infection").effects("OR")
    #expect(odds.fitBesideZeros(level: 0.95) != nil)
    // A mixed model gives no risk ratio, and trials without zero cells need none.
    #expect(try Dataset(named: "catheter-infection").effects("RR").fitBesideZeros(level: 0.95) == nil)
    #expect(try Dataset(named: "bcg-vaccine").effects("OR").fitBesideZeros(level: 0.95) == nil)
  }
}
