import Testing

@testable import MetaRegression
@testable import Pooling

/// Permutation tests: counts by combinatorics, the same result for the same seed.
struct PermutationTests {
  @Test func arrangementsAreDistinctAndComplete() {
    var arrangements = Arrangements(of: [2, 1, 1, 3, 2])
    var seen: Set<[Int]> = []
    repeat { seen.insert(arrangements.kinds) } while arrangements.advance()
    #expect(seen.count == 30 && Arrangements.count(of: [2, 1, 1, 3, 2]) == 30)
    #expect(Arrangements.count(of: Array(0..<12)) == 479_001_600)
    #expect(Arrangements.count(of: [1, 1, 1]) == 1)
    let factor = Array(repeating: 0, count: 7) + Array(repeating: 1, count: 2) + Array(repeating: 2, count: 4)
    #expect(Arrangements.count(of: factor) == 25_740)
  }

  @Test func anArrangementIsFoundByItsNumber() {
    let kinds = [2, 1, 1, 3, 2]
    var arrangements = Arrangements(of: kinds)
    for number in 0..<30 {
      #expect(Arrangements(of: kinds, number: number).kinds == arrangements.kinds)
      arrangements.advance()
    }
  }

  /// Blocks are cut in the middle of the exact and the random test; the counts add up to the same.
  @Test(arguments: [PermutationTest(.exact), PermutationTest(.random(5000), seed: 5)])
  func theResultIsTheSameOnAnyNumberOfThreads(test: PermutationTest) throws {
    let fit = try MetaRegression(tau2: .derSimonianLaird, test: .z).fit(
      moderated("bcg-vaccine", "RR", ["alloc"]))
    let job = try test.job(fit)
    let records = (0..<job.blockCount).map { job.record(ofBlock: $0) }
    #expect(job.blockCount > 4 && records.dropLast().allSatisfy { $0.count == PermutationJob.blockSize })
    let alone = try test.run(fit)
    #expect(alone == job.result(of: records))
    #expect(alone == (try test.run(fit, threads: 3)))
  }

  /// The lean sums of a permutation are those of a fit.
  @Test(arguments: [["ablat"], ["ablat", "alloc"], []])
  func ratiosAreThoseOfTheFit(moderators: [String]) throws {
    for test in [MeanTest.z, .hartungKnapp, .hartungKnappConservative] {
      for estimator in Tau2Estimator.all {
        let fit = try MetaRegression(tau2: estimator, test: test).fit(
          moderated("bcg-vaccine", "RR", moderators))
        let model = fit.regressionModel
        #expect(estimator.value(model) == fit.tau2)
        var ratios = Array(repeating: 0.0, count: fit.p)
        let slopes = fit.p - 1
        let omnibus = ratios.withUnsafeMutableBufferPointer {
          model.ratios(tau2: fit.tau2, test: test, slopes: slopes, into: $0)
        }
        for place in 0..<fit.p {
          let expected = fit.statistics.ratio(place)
          #expect(abs(ratios[place] - expected) <= 1e-12 * abs(expected))
        }
        #expect((omnibus == nil) == moderators.isEmpty)
        if let omnibus, let expected = fit.statistics.quadraticForm(Array(1..<fit.p)) {
          #expect(abs(omnibus - expected) <= 1e-11 * expected)
        }
      }
    }
  }

  @Test func aSeedRepeatsItsResult() throws {
    let fit = try MetaRegression(tau2: .derSimonianLaird).fit(moderated("bcg-vaccine", "RR", ["ablat"]))
    let first = try PermutationTest(.random(500), seed: 3).run(fit)
    #expect(first == (try PermutationTest(.random(500), seed: 3).run(fit)))
    #expect(first != (try PermutationTest(.random(500), seed: 4).run(fit)))
    #expect(!first.isExact && first.seed == 3 && first.count == 500)
    #expect(first.coefficients.allSatisfy { $0 >= first.smallest })
  }

  @Test func tooManyForAnExactTestAreRefused() throws {
    let fit = try MetaRegression().fit(moderated("bcg-vaccine", "RR", ["year", "ablat"]))
    #expect(throws: RegressionError.self) { try PermutationTest(.exact).run(fit) }
  }

  /// A random test comes near the exact one: 25,740 distinct orders of three kinds.
  @Test func randomApproachesExact() throws {
    let fit = try MetaRegression(tau2: .derSimonianLaird, test: .z).fit(
      moderated("bcg-vaccine", "RR", ["alloc"]))
    let exact = try PermutationTest(.exact).run(fit)
    let random = try PermutationTest(.random(4000), seed: 11).run(fit)
    #expect(exact.count == 25_740)
    let (p, q) = (exact.omnibus ?? 0, random.omnibus ?? 1)
    #expect(abs(p - q) < 4 * (p * (1 - p) / 4000).squareRoot())
  }
}
