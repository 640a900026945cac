import EffectSizes
import Pooling
import StudyData
import Testing

/// Corrections of zero cells, intervals of proportions and the inverse double arcsine against R.
struct ReferenceProportionTests {
  let grid: Grid

  init() throws { grid = try Grid.load() }

  @Test func corrections() throws {
    let comparison = Comparison()
    for variant in grid.effect_variants {
      let dataset = try Dataset(named: variant.dataset)
      let correction = ContinuityCorrection.metafor(
        variant.measure, to: variant.to, add: variant.add, drop00: variant.drop00)
      let effects = try dataset.effects(variant.measure, correction: correction)
      let place = "\(variant.dataset) \(variant.measure) \(variant.to) \(variant.add ?? 0.5)"
      // Asked to drop them, Copse still keeps double zeros where they tell something.
      let keeps = variant.drop00 && (variant.measure == "RD" || variant.measure == "AS")
      for (index, label) in dataset.labels.enumerated() {
        let study = effects.studies.first { $0.label == label }
        let reference = variant.vi[index].flatMap { $0 > 0 ? (variant.yi[index], $0) : nil }
        if study == nil { #expect(effects.excluded.contains { $0.label == label }, "\(place) \(label)") }
        if keeps, reference == nil {
          #expect(study != nil)
          continue
        }
        comparison.check(
          "yi", study?.yi, reference.flatMap(\.0), within: Tolerance.closed,
          scale: reference?.1.squareRoot() ?? 0, at: "\(place) \(label)")
        comparison.check(
          "vi", study?.vi, reference?.1, within: Tolerance.closed, at: "\(place) \(label)")
      }
    }
    comparison.report("Corrections")
    #expect(grid.effect_variants.count == grid.counts.variants)
    #expect(comparison.count > 4000)
  }

  /// R's `qbeta` is good to about 1e-14 except where the quantile is tiny; the score intervals are closed forms.
  @Test func intervals() throws {
    let comparison = Comparison()
    for reference in grid.proportion_intervals {
      guard case .oneGroup(let studies) = try Dataset(named: reference.dataset).values else {
        Issue.record("\(reference.dataset) is of one group")
        continue
      }
      let kinds: [(ProportionInterval, Grid.Intervals.Limits)] = [
        (.clopperPearson, reference.clopperPearson), (.wilson, reference.wilson),
        (.agrestiCoull, reference.agrestiCoull), (.wald, reference.wald),
      ]
      for (kind, expected) in kinds {
        let effects = EffectSizes(.arcsine, of: studies, interval: kind)
        let place = "\(reference.dataset) \(kind.rawValue)"
        comparison.check(
          "estimate", effects.studies.map(\.estimate), reference.estimate, within: 0, at: place)
        // Near 0 the terms of a Wald limit cancel; it is judged by the width of the interval.
        for (study, limits) in zip(effects.studies, zip(expected.lower, expected.upper)) {
          let width = limits.1 - limits.0
          comparison.check(
            kind.rawValue, [study.lower, study.upper], [max(0, limits.0), min(1, limits.1)],
            within: Tolerance.closed, scale: kind == .clopperPearson ? 0 : width, at: place)
        }
      }
    }
    comparison.report("Intervals of proportions")
    #expect(comparison.count >= 300)
  }

  @Test func freemanTukeySizes() throws {
    let comparison = Comparison()
    for reference in grid.freeman_tukey {
      let studies = zip(reference.events, reference.total).enumerated().map {
        Study("\($0)", GroupCounts(events: $1.0, total: $1.1))
      }
      let effects = EffectSizes(.freemanTukey, of: studies)
      let place = "\(reference.dataset) \(reference.estimator)"
      let fit: PooledFit
      if reference.estimator == "EE" {
        fit = try CommonEffect().fit(effects)
      } else {
        let estimator = try #require(Tau2Estimator(metafor: reference.estimator))
        fit = try RandomEffects(tau2: estimator, test: .z).fit(effects)
      }
      let tolerance = reference.estimator == "REML" ? Tolerance.iterative : Tolerance.closed
      let expected: [(FreemanTukeySize, Grid.FreemanTukey.Back)] = [
        (.harmonicMean, reference.harmonic), (.geometricMean, reference.geometric),
        (.arithmeticMean, reference.arithmetic), (.inverseVariance, reference.inverse_variance),
      ]
      let standard = DisplayedResult(fit)
      #expect(standard.alternatives.map(\.rule) == expected.dropFirst().map(\.0))
      for (rule, back) in expected {
        let shown = DisplayedResult(fit, size: rule)
        guard case .freemanTukey(let size) = shown.transformation else {
          Issue.record("\(place): \(shown.transformation)")
          continue
        }
        comparison.check("n", size, back.n, within: tolerance, at: place)
        // Just above the end of the range, where p ~ (y − y₀)², a difference in y counts several times.
        comparison.check(
          "values", [shown.value, shown.lower, shown.upper], back.value, within: 10 * tolerance,
          scale: 1e-3, at: "\(place) \(rule.name)")
        guard let other = standard.alternatives.first(where: { $0.rule == rule }) else { continue }
        #expect(other.size == size && other.value == shown.value)
        #expect(other.lower == shown.lower && other.upper == shown.upper)
      }
    }
    comparison.report("Inverse double arcsine")
    #expect(grid.freeman_tukey.count == grid.counts.freeman_tukey)
  }
}
