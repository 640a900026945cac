import Foundation
import Testing

@testable import Pooling

/// The global maximum of the likelihood, against a scan of it on a fine grid.
struct LikelihoodMaximumTests {
  /// The log-likelihood as its formula says.
  private func logLikelihood(_ yi: [Double], _ vi: [Double], _ tau2: Double, restricted: Bool) -> Double {
    var (sum, weighted, logs) = (0.0, 0.0, 0.0)
    for i in yi.indices {
      let w = 1 / (vi[i] + tau2)
      sum += w
      weighted += w * yi[i]
      logs -= log(w)
    }
    let mean = weighted / sum
    var q = 0.0
    for i in yi.indices { q += (yi[i] - mean) * (yi[i] - mean) / (vi[i] + tau2) }
    return -0.5 * (logs + q + (restricted ? log(sum) : 0))
  }

  /// Two to nine effects with variances between 1e-5 and 1e2, some of them far from the others.
  private func data(seed: UInt64) -> (yi: [Double], vi: [Double]) {
    var generator = SeededGenerator(seed: seed)
    let k = Int.random(in: 2...9, using: &generator)
    var (yi, vi): ([Double], [Double]) = ([], [])
    for _ in 0..<k {
      let v = pow(10, Double.random(in: -5...2, using: &generator))
      vi.append(v)
      yi.append(
        generator.normal() * v.squareRoot() * pow(10, Double.random(in: -0.5...1.2, using: &generator)))
    }
    return (yi, vi)
  }

  @Test(arguments: [true, false]) func neverBelowFineGrid(restricted: Bool) {
    var several = 0
    var largestGap = 0.0
    for seed in 1...2000 {
      let (yi, vi) = data(seed: UInt64(seed))
      let model = InterceptModel(yi: yi, vi: vi)
      let estimate = LikelihoodMaximum.estimate(model, restricted: restricted)
      let (smallest, largest) = (model.smallestVariance, model.largestVariance)
      let spread = (yi.max() ?? 0) - (yi.min() ?? 0)
      let (low, high) = (log(smallest * 1e-3), log(largest + 10 * spread * spread))
      var best = logLikelihood(yi, vi, 0, restricted: restricted)
      let points = 600
      for step in 0...points {
        let tau2 = exp(low + (high - low) * Double(step) / Double(points))
        best = max(best, logLikelihood(yi, vi, tau2, restricted: restricted))
      }
      let found = logLikelihood(yi, vi, estimate.value, restricted: restricted)
      largestGap = max(largestGap, best - found)
      #expect(found >= best - 1e-9, "seed \(seed): \(estimate.value) is lower by \(best - found)")
      for maximum in estimate.otherMaxima {
        let there = logLikelihood(yi, vi, maximum.tau2, restricted: restricted)
        #expect(abs(there - found - maximum.logLikelihoodDifference) <= 1e-9)
      }
      if !estimate.otherMaxima.isEmpty { several += 1 }
      #expect(estimate.standardError.map { $0.isFinite && $0 > 0 } ?? false, "seed \(seed)")
    }
    print(
      "\(restricted ? "REML" : "ML"): several maxima in \(several) of 2000 data sets, largest gap \(largestGap)"
    )
    #expect(several > 50)
  }

  @Test func warningNamesOtherMaximum() throws {
    let yi = [-0.073207, -0.415375, 5.226533, -0.785429, -2.088512]
    let vi = [0.02, 0.050569, 2.721731, 0.041877, 5.0]
    let fit = try RandomEffects(tau2: .reml).fit(reported(yi: yi, vi: vi))
    // PyMARE's example, whose restricted likelihood has maxima at 0.1946 and 3.0538909, the higher one.
    #expect(abs((fit.heterogeneity.tau2 ?? 0) - 3.0538909) <= 5e-7)
    #expect(fit.otherMaxima.count == 1)
    #expect(fit.warnings.contains { $0.code == "several-maxima" && $0.message.contains("0.1947") })
  }
}
