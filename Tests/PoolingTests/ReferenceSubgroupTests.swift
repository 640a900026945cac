import EffectSizes
import Pooling
import Testing

/// Subgroups against metafor: τ² of each group, or one τ² of the model with the groups as a factor.
struct ReferenceSubgroupTests {
  let grid: Grid

  init() throws { grid = try Grid.load() }

  @Test func subgroups() throws {
    let comparison = Comparison()
    for division in grid.subgroups {
      for expected in division.separate { try compare(comparison, division, expected) }
      for expected in division.common { try compare(comparison, division, expected) }
    }
    comparison.report("Subgroups")
    #expect(grid.subgroups.count == grid.counts.subgroups)
  }

  private func fit(
    _ division: Grid.Division, test: String, tau2: Subgroups<RandomEffects>.BetweenStudyVariance
  ) throws -> SubgroupFit {
    let effects = try Dataset(named: division.dataset, group: division.by)
      .effects(division.measure, correction: .metafor(division.measure))
    let meanTest = try #require(MeanTest(metafor: test))
    guard division.estimator != "EE" else {
      return try Subgroups(CommonEffect(test: meanTest), tau2: tau2 == .common ? .common : .separate)
        .fit(effects)
    }
    let estimator = try #require(Tau2Estimator(metafor: division.estimator))
    return try Subgroups(RandomEffects(tau2: estimator, test: meanTest), tau2: tau2).fit(effects)
  }

  private func tolerance(_ division: Grid.Division) -> Double {
    ["EE", "DL"].contains(division.estimator) ? Tolerance.closed : Tolerance.iterative
  }

  private func compare(
    _ comparison: Comparison, _ division: Grid.Division, _ expected: Grid.Division.Separate
  ) throws {
    let result = try fit(division, test: expected.test, tau2: .separate)
    let place = "\(division.dataset) by \(division.by) \(division.estimator) \(expected.test)"
    let tolerance = tolerance(division)
    #expect(result.groups.count == expected.groups.count, "\(place)")
    for reference in expected.groups {
      let group = try #require(result.groups.first { $0.name == reference.group }, "\(place)")
      let shares = group.fit.heterogeneity
      #expect(group.fit.k == reference.k)
      compare(comparison, "separate", group, reference, within: tolerance, at: place)
      if group.fit.effects.measure.null != nil {
        let p = try #require(reference.p)
        // Of the order of z² for the normal distribution and below for t.
        let condition = reference.estimate * reference.estimate / (reference.se * reference.se)
        comparison.check(
          "separate: p", group.fit.estimate.p, p, within: tolerance * max(1, condition), at: place)
      }
      comparison.check(
        "separate: tau2", shares.tau2 ?? 0, reference.tau2, within: tolerance,
        scale: reference.se * reference.se, at: place)
      comparison.check("separate: I2", shares.i2, reference.I2, within: tolerance, scale: 1, at: place)
      comparison.check("separate: Q", shares.q, reference.Q, within: Tolerance.closed, scale: 1, at: place)
      comparison.check("separate: Q", shares.qDF, reference.Q_df, within: 0, at: place)
      comparison.check(
        "separate: Q p", shares.qP, reference.Q_p,
        within: Tolerance.closed * max(1, reference.Q ?? 0), at: place)
    }
    let between = expected.between
    comparison.check("separate: Q between", result.test?.q, between.Q, within: tolerance, scale: 1, at: place)
    comparison.check("separate: Q between", result.test?.df, between.df, within: 0, at: place)
    comparison.check(
      "separate: p between", result.test?.p, between.p, within: tolerance * max(1, between.Q), at: place)
  }

  private func compare(
    _ comparison: Comparison, _ division: Grid.Division, _ expected: Grid.Division.Common
  ) throws {
    // Common-effect models are fitted within each group, so that a Hartung-Knapp factor is the group's own.
    if division.estimator == "EE", expected.test != "z" { return }
    let result = try fit(division, test: expected.test, tau2: .common)
    let place = "\(division.dataset) by \(division.by) \(division.estimator) \(expected.test) common"
    let tolerance = tolerance(division)
    #expect(result.groups.count == expected.groups.count, "\(place)")
    for reference in expected.groups {
      let group = try #require(result.groups.first { $0.name == reference.group }, "\(place)")
      compare(comparison, "common", group, reference, within: tolerance, at: place)
      comparison.check(
        "common: tau2", group.fit.heterogeneity.tau2 ?? 0, expected.tau2, within: tolerance,
        scale: reference.se * reference.se, at: place)
      // metafor takes the square root of the expected information at the estimate, and so do we.
      comparison.check(
        "common: se tau2", group.fit.heterogeneity.tau2SE,
        group.fit.heterogeneity.tau2SE == nil ? nil : expected.se_tau2, within: tolerance, at: place)
    }
    // Under z both test with χ²; under t metafor divides by the degrees of freedom and tests with F.
    let isNormal = expected.test == "z"
    comparison.check(
      "common: Q between", result.test?.q, expected.QM * (isNormal ? 1 : expected.QM_df1),
      within: tolerance, scale: 1, at: place)
    comparison.check("common: Q between", result.test?.df, expected.QM_df1, within: 0, at: place)
    if isNormal {
      comparison.check(
        "common: p between", result.test?.p, expected.QM_p, within: tolerance * max(1, expected.QM),
        at: place)
    }
  }

  private func compare(
    _ comparison: Comparison, _ kind: String, _ group: SubgroupFit.Group, _ reference: Grid.Division.Group,
    within tolerance: Double, at place: String
  ) {
    let estimate = group.fit.estimate
    let name = "\(place) \(reference.group)"
    comparison.check(
      "\(kind): estimate", estimate.value, reference.estimate, within: tolerance, scale: reference.se,
      at: name)
    comparison.check("\(kind): se", estimate.se, reference.se, within: tolerance, at: name)
    comparison.check(
      "\(kind): limits", [estimate.lower, estimate.upper], [reference.lower, reference.upper],
      within: tolerance, scale: reference.se, at: name)
  }
}
