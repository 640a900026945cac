import Distributions
import EffectSizes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Counts of one group over a denominator: of a number of patients, or over a time.
struct CountOver: Sendable, Equatable {
  let events: Double
  let denominator: Double
}

/// Which law the counts follow.
enum CountLaw: Sendable {
  /// Events of a total.
  case binomial
  /// Events over a time.
  case poisson

  func likelihood(_ count: CountOver) -> CountLikelihood {
    switch self {
    case .binomial: .binomial(events: count.events, total: count.denominator)
    case .poisson: .poisson(events: count.events, time: count.denominator)
    }
  }

  /// The crude log odds or log rate, ½ added so that it is finite: a start of the search, nothing more.
  func start(events: Double, denominator: Double) -> Double {
    switch self {
    case .binomial: log((events + 0.5) / (denominator - events + 0.5))
    case .poisson: log((events + 0.5) / denominator)
    }
  }
}

/// A mixed model with its data: what is searched, from where, and what it is compared with.
struct MixedProblem: Sendable {
  /// The model, with every deviation that it has.
  var design: MixedDesign
  /// Where the search starts.
  var start: MixedPoint
  /// How many independent counts the likelihood has, for BIC.
  var observations: Int
  /// The name of the likelihood.
  var name: String
  /// The maximum of the log-likelihood with an effect for each study.
  var saturated = Saturated()

  /// The number of studies that say something.
  var k: Int { design.studies.count }

  private init(
    _ studies: [MixedStudy], shared: [Int], own: Int? = nil, psi: SIMD4<Double>, owns: [Double] = [],
    observations: Int, name: String
  ) {
    design = MixedDesign(studies: studies, shared: shared, own: own)
    start = MixedPoint(psi: psi, own: owns, modes: Array(repeating: .zero, count: studies.count))
    self.observations = observations
    self.name = name
  }

  // MARK: The models

  /// One group: ηᵢ = β + τbᵢ.
  static func oneGroup(_ counts: [CountOver], law: CountLaw) -> MixedProblem {
    let cells = counts.map { MixedCell(likelihood: law.likelihood($0)) }
    let (events, denominator) = counts.sums
    var problem = MixedProblem(
      cells.map { MixedStudy(cells: [$0]) }, shared: [Slot.effect, Slot.effectDeviation],
      psi: SIMD4(law.start(events: events, denominator: denominator), 0, 0, 0), observations: counts.count,
      name: law == .binomial ? "binomial-normal" : "Poisson-normal")
    problem.saturated = Saturated(conditional: cells)
    return problem
  }

  /// Two groups given the events of both together: ηᵢ = offsetᵢ + β + τbᵢ.
  static func conditional(_ cells: [MixedCell], name: String) -> MixedProblem {
    var problem = MixedProblem(
      cells.map { MixedStudy(cells: [$0]) }, shared: [Slot.effect, Slot.effectDeviation], psi: .zero,
      observations: cells.count, name: name)
    problem.saturated = Saturated(conditional: cells)
    return problem
  }

  /// Two groups with an intercept for each study: ηᵢ₁ = αᵢ + β + τbᵢ/2, ηᵢ₂ = αᵢ − τbᵢ/2.
  static func fixedIntercepts(_ pairs: [(CountOver, CountOver)], law: CountLaw) -> MixedProblem {
    let studies = pairs.map { MixedStudy(cells: cells($0, law: law)) }
    var problem = MixedProblem(
      studies, shared: [Slot.effect, Slot.effectDeviation], own: Slot.intercept, psi: .zero,
      owns: pairs.map {
        law.start(events: $0.events + $1.events, denominator: $0.denominator + $1.denominator)
      },
      observations: 2 * pairs.count, name: "\(law.name)-normal, unconditional, fixed study effects")
    problem.saturated = Saturated(unconditional: studies)
    return problem
  }

  /// Two groups with random intercepts: ηᵢ₁ = α + σcᵢ + β + τbᵢ/2, ηᵢ₂ = α + σcᵢ − τbᵢ/2.
  static func randomIntercepts(_ pairs: [(CountOver, CountOver)], law: CountLaw) -> MixedProblem {
    let studies = pairs.map { MixedStudy(cells: cells($0, law: law)) }
    let (events, denominator) = pairs.map(\.1).sums
    let crude = law.start(events: events, denominator: denominator)
    return MixedProblem(
      studies, shared: [Slot.effect, Slot.intercept, Slot.effectDeviation, Slot.interceptDeviation],
      psi: SIMD4(0, crude, 0, 0), observations: 2 * pairs.count,
      name: "\(law.name)-normal, unconditional, random study effects")
  }

  private static func cells(_ pair: (CountOver, CountOver), law: CountLaw) -> [MixedCell] {
    [
      MixedCell(likelihood: law.likelihood(pair.0), fixed: SIMD2(1, 1), random: SIMD2(0.5, 1)),
      MixedCell(likelihood: law.likelihood(pair.1), fixed: SIMD2(0, 1), random: SIMD2(-0.5, 1)),
    ]
  }

  /// The model with random intercepts that has an effect for each study, from which its likelihood-ratio test
  /// departs: ηᵢ₁ = α + σcᵢ + βᵢ, ηᵢ₂ = α + σcᵢ. A first group without events, or with nothing else, is fitted
  /// perfectly by an infinite βᵢ and drops out.
  var saturatedRandomIntercepts: MixedProblem {
    var studies = design.studies
    for i in studies.indices {
      studies[i].cells[0].fixed = SIMD2(1, 1)
      if studies[i].cells[0].likelihood.supremum.eta == nil { studies[i].cells.removeFirst() }
    }
    return MixedProblem(
      studies, shared: [Slot.intercept, Slot.interceptDeviation], own: Slot.effect, psi: start.psi,
      owns: Array(repeating: 0, count: studies.count), observations: observations, name: name)
  }
}

extension CountLaw {
  fileprivate var name: String { self == .binomial ? "binomial" : "Poisson" }
}

extension [CountOver] {
  /// The events and the denominators of all.
  var sums: (events: Double, denominator: Double) {
    reduce((0, 0)) { ($0.0 + $1.events, $0.1 + $1.denominator) }
  }
}
