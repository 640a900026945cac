import Foundation
import Testing

/// `--method glmm` and `--method beta-binomial`: what they print, and the numbers of brute-force integration
/// (Tests/Reference/glmm_reference.py).
@Suite("Likelihoods of counts")
struct LikelihoodTests {
  @Test(
    "the estimate and τ², without a correction",
    arguments: [
      ("catheter-infection-treated --method glmm", "binomial-normal", -4.811849969868562, 0.8253234934104378),
      (
        "bcg-vaccine --measure OR --method glmm --glmm-model cm-el",
        "hypergeometric-normal, conditional, exact likelihood", -0.7538105223531341, 0.3116348876230387
      ),
    ])
  func mixedModels(arguments: String, name: String, value: Double, tau2: Double) throws {
    let run = try Command.run("pool \(arguments) --format json")
    #expect(run.code == 0, "\(run.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
    let likelihood = try #require(document["likelihood"] as? [String: Any])
    #expect(likelihood["name"] as? String == name)
    #expect(document["correction"] is NSNull)
    let estimate = try #require((document["estimate"] as? [String: Any])?["value"] as? Double)
    #expect(abs(estimate - value) < 1e-8)
    let found = try #require((document["heterogeneity"] as? [String: Any])?["tau2"] as? Double)
    #expect(abs(found - tau2) < 1e-8)
    let study = try #require((document["studies"] as? [[String: Any]])?.first)
    #expect(study["weight"] is NSNull)
  }

  @Test("the table names the likelihood, its nodes and that nothing was corrected")
  func text() throws {
    let run = try Command.run("pool catheter-infection-treated --method glmm")
    #expect(run.text.contains("binomial-normal; the counts as they are, without a continuity correction"))
    #expect(run.text.contains("nodes for each random effect"))
    let beta = try Command.run("pool catheter-infection-treated --method beta-binomial")
    #expect(beta.text.contains("beta-binomial; the counts as they are"))
    let forest = try Command.run("forest catheter-infection-treated --method glmm")
    #expect(forest.code == 0)
  }
}
