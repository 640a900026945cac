import EffectSizes
import Pooling

/// One analysis of a multiverse: a level for each choice.
public struct Specification: Sendable, Equatable {
  /// Its number, from 1, which depends on the declaration and the data alone.
  public let number: Int
  /// The level of each factor, by place; nil where the choice has no meaning beside the others.
  public let levels: [Int?]
  /// The rows that it is of.
  public let selection: RowSelectionKey
  /// Why these rows cannot be had; nil where they can.
  public let failure: String?
  /// How many combinations of the declared levels it stands for.
  public internal(set) var combinations = 1
}

/// All combinations of the levels of a multiverse, with the analysis that each stands for.
///
/// The choices are gone through in the order of ``FactorName``. A level that contradicts an earlier choice (Kenward
/// and Roger's test with τ² by DL, Mantel and Haenszel for one group) takes its combinations out. A choice that has no
/// meaning beside the earlier ones (an estimator of τ² for common effects, a correction where no cell is zero or the
/// scale needs none) is idle: its combinations are one analysis, in which the option is left out. Two inclusion rules
/// that keep the same rows, and two ways to say the same, are one analysis too.
public struct Crossing: Sendable {
  /// What was declared.
  public let declaration: MultiverseDeclaration
  /// The different analyses, in the order of their first combination.
  public let specifications: [Specification]
  /// For each combination, the last factor running fastest, the place of its analysis; negative where levels
  /// contradict each other.
  public let places: [Int32]
  /// Why levels contradict each other, each with how many combinations it takes out.
  public let contradictions: [(reason: String, combinations: Int)]

  /// How many combinations have levels that go together.
  public var sensibleCount: Int { places.reduce(0) { $0 + ($1 < 0 ? 0 : 1) } }

  /// Crosses the choices.
  ///
  /// - Parameters:
  ///   - declaration: the choices and their levels.
  ///   - measure: the measure where none is declared.
  ///   - facts: what the rows of a selection say; asked once for each.
  /// - Throws: what `facts` throws.
  public init<Failure: Error>(
    _ declaration: MultiverseDeclaration, measure: MeasureName,
    facts: (RowSelectionKey) throws(Failure) -> SelectionFacts
  ) throws(Failure) {
    var walk = Walk(factors: declaration.factors)
    let places = try walk.blocks(measure: measure, facts: facts)
    self.declaration = declaration
    self.places = places
    var specifications = walk.specifications
    for index in specifications.indices { specifications[index].combinations = 0 }
    var counts = Array(repeating: 0, count: walk.reasons.count)
    for place in places {
      if place >= 0 {
        specifications[Int(place)].combinations += 1
      } else {
        counts[Int(-1 - place)] += 1
      }
    }
    self.specifications = specifications
    contradictions = zip(walk.reasons, counts).map { ($0, $1) }
  }

  /// The words by which `copse pool` takes the choices of a specification.
  public func words(of specification: Specification) -> [String] {
    zip(declaration.factors, specification.levels).flatMap { factor, level in
      level.map { factor.words(of: $0) } ?? []
    }
  }

  /// The name of the level that a factor has in a specification; nil where the choice is idle.
  public func level(_ factor: Int, of specification: Specification) -> String? {
    specification.levels[factor].map { declaration.factors[factor].levels[$0].name }
  }
}

/// Goes through the combinations.
private struct Walk {
  let factors: [Factor]
  /// How many combinations the factors from each place on have.
  private let sizes: [Int]
  private(set) var specifications: [Specification] = []
  private(set) var reasons: [String] = []
  private var known: [Key: Int32] = [:]
  private var selectionOfRows: [Rows: Int] = [:]

  /// What makes two selections the same.
  private struct Rows: Hashable {
    let rows: [Int]
    let variances: String
  }

  /// What tells analyses apart: the rows, and the levels of the choices that are not about rows.
  private struct Key: Hashable {
    let selection: Int
    let measure: String
    let levels: [Int?]
  }

  private static let ofRows: [FactorName] = [.include, .onePer, .rungs]

  init(factors: [Factor]) {
    self.factors = factors
    var sizes = [1]
    for factor in factors.reversed() { sizes.append(sizes[sizes.count - 1] * factor.levels.count) }
    self.sizes = sizes.reversed()
  }

  /// The places of all combinations, one selection of rows after the other.
  mutating func blocks<Failure: Error>(
    measure: MeasureName, facts: (RowSelectionKey) throws(Failure) -> SelectionFacts
  ) throws(Failure) -> [Int32] {
    let selecting = factors.prefix { Self.ofRows.contains($0.name) }
    var combinations: [[Int]] = [[]]
    for factor in selecting {
      combinations = combinations.flatMap { prefix in factor.levels.indices.map { prefix + [$0] } }
    }
    var places: [Int32] = []
    var number = 0
    for levels in combinations {
      let key = Self.selection(zip(selecting, levels).map { ($0, $1) })
      let found = try facts(key)
      number += 1
      var selection = number
      if found.failure == nil {
        let rows = Rows(rows: found.rows, variances: found.variances)
        selection = selectionOfRows[rows] ?? number
        selectionOfRows[rows] = selection
      }
      let block = block(
        from: selecting.count, levels: levels, Choices(facts: found, measure: measure), key: key,
        selection: selection)
      places += block
    }
    return places
  }

  private static func selection(_ chosen: [(Factor, Int)]) -> RowSelectionKey {
    var (conditions, onePer, rungs): ([String], String?, String?) = ([], nil, nil)
    for (factor, level) in chosen {
      let level = factor.levels[level]
      switch factor.name {
      case .include: conditions = level.conditions
      case .onePer: onePer = level.name == "none" ? nil : level.name
      default: rungs = level.name == "all" ? nil : level.name
      }
    }
    return RowSelectionKey(conditions: conditions, onePer: onePer, rungs: rungs)
  }

  /// The places of the combinations of the factors from `index` on.
  private mutating func block(
    from index: Int, levels: [Int?], _ choices: Choices, key: RowSelectionKey, selection: Int
  ) -> [Int32] {
    guard index < factors.count else { return [leaf(levels, choices, key: key, selection: selection)] }
    let factor = factors[index]
    let names = factor.levels.map(\.name)
    var block: [Int32] = []
    block.reserveCapacity(sizes[index])
    var idle: [Int32]?
    for (level, name) in names.enumerated() {
      switch choices.standing(of: factor.name, name, declared: names) {
      case .takes:
        var next = choices
        next.take(factor.name, name)
        block += self.block(from: index + 1, levels: levels + [level], next, key: key, selection: selection)
      case .idle:
        let same =
          idle
          ?? self.block(from: index + 1, levels: levels + [nil], choices, key: key, selection: selection)
        idle = same
        block += same
      case .contradicts(let reason):
        let place = reasons.firstIndex(of: reason) ?? reasons.count
        if place == reasons.count { reasons.append(reason) }
        block += Array(repeating: Int32(-1 - place), count: sizes[index + 1])
      }
    }
    return block
  }

  private mutating func leaf(
    _ levels: [Int?], _ choices: Choices, key: RowSelectionKey, selection: Int
  ) -> Int32 {
    // Peto's method makes an odds ratio its own, so that OR and PETO are the same under it.
    let isPeto = choices.method == .peto && choices.measure == .twoGroups(.oddsRatio)
    let measure = isPeto ? MeasureName.twoGroups(.peto) : choices.measure
    let others = zip(factors, levels).map { factor, level in
      Self.ofRows.contains(factor.name) || factor.name == .measure ? nil : level
    }
    let key = (Key(selection: selection, measure: measure.code, levels: others), key)
    if let place = known[key.0] { return place }
    let place = Int32(specifications.count)
    specifications.append(
      Specification(
        number: specifications.count + 1, levels: levels, selection: key.1, failure: choices.facts.failure))
    known[key.0] = place
    return place
  }
}
