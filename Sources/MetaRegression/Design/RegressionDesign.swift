import LinearAlgebra

/// The design matrix X of a linear predictor, coded as R codes it (`contr.treatment`), and how a row is made.
///
/// A factor with levels l₀ (the reference), l₁, … is coded by the indicators of l₁, …; an interaction by the
/// products of its moderators' columns, the first moderator's running fastest. Within a term a factor gets the
/// indicators of all its levels where the term without it is not in the model, so that `ablat:alloc` alone is
/// one slope per level; and so does the first factor where there is no intercept.
public struct RegressionDesign: Sendable, Equatable {
  /// One column of X.
  public struct Column: Sendable, Equatable {
    /// The name: `intercept`, `ablat`, `alloc=random`, `ablat:alloc=random`.
    public let name: String
    /// The place of its term; nil for the intercept.
    public let term: Int?
    /// The moderators that are multiplied, with the level that each factor stands at.
    let parts: [Part]
  }

  /// A number, or the indicator of a level.
  struct Part: Sendable, Equatable {
    let moderator: Int
    let level: Int?
  }

  /// The moderators.
  public let moderators: [Moderator]
  /// The terms, main effects first.
  public let terms: [ModeratorTerm]
  /// The columns of X.
  public let columns: [Column]
  /// X, one row per study.
  public let matrix: Matrix
  /// The moderators of which some term shows differences from the reference, by place.
  let contrasted: Set<Int>

  /// Whether there is an intercept.
  public var hasIntercept: Bool { columns.first?.term == nil && !columns.isEmpty }

  /// The names of the columns.
  public var names: [String] { columns.map(\.name) }

  /// The columns of a term, by place.
  public func columns(ofTerm term: Int) -> [Int] { columns.indices.filter { columns[$0].term == term } }

  /// The design of these terms for `k` studies.
  ///
  /// - Throws: ``RegressionError`` where a term names no moderator, or the model is empty.
  public init(
    terms: [ModeratorTerm], moderators: [Moderator], hasIntercept: Bool = true, k: Int
  ) throws(RegressionError) {
    let ordered = ModeratorTerm.ordered(terms)
    var coding = Coding(terms: ordered, moderators: moderators, hasIntercept: hasIntercept)
    for place in ordered.indices { try coding.append(termAt: place) }
    guard !coding.columns.isEmpty else { throw .emptyModel }
    let columns = coding.columns
    self.moderators = moderators
    self.terms = ordered
    self.columns = columns
    contrasted = coding.contrasted
    matrix = Matrix(rows: k, columns: columns.count) { row, column in
      columns[column].parts.reduce(1) { product, part in
        switch moderators[part.moderator].values {
        case .numeric(let numbers, let center): product * (numbers[row] - center)
        case .factor(let places, _): places[row] == part.level ? product : 0
        }
      }
    }
  }

  /// The design of the studies at these places, in this order, coded as it is for all.
  func selecting(_ places: [Int]) -> RegressionDesign { RegressionDesign(self, places: places) }

  private init(_ design: RegressionDesign, places: [Int]) {
    moderators = design.moderators.map { $0.selecting(places) }
    (terms, columns, contrasted) = (design.terms, design.columns, design.contrasted)
    matrix = Matrix(rows: places.count, columns: columns.count) { design.matrix[places[$0], $1] }
  }

  /// The row of X at given values: a number less its center, or a place among the levels, per moderator.
  func row(at values: [Double]) -> [Double] {
    columns.map { column in
      column.parts.reduce(1) { product, part in
        if let level = part.level { return Double(level) == values[part.moderator] ? product : 0 }
        return product * values[part.moderator]
      }
    }
  }
}

/// Builds the columns.
private struct Coding {
  let terms: [ModeratorTerm]
  let moderators: [Moderator]
  var columns: [RegressionDesign.Column] = []
  var contrasted: Set<Int> = []
  /// Whether the first factor of the model still has to stand in for the intercept.
  var needsFullFactor: Bool

  init(terms: [ModeratorTerm], moderators: [Moderator], hasIntercept: Bool) {
    self.terms = terms
    self.moderators = moderators
    needsFullFactor = !hasIntercept
    if hasIntercept { columns.append(.init(name: "intercept", term: nil, parts: [])) }
  }

  mutating func append(termAt place: Int) throws(RegressionError) {
    let term = terms[place]
    var products: [(names: [String], parts: [RegressionDesign.Part])] = [([], [])]
    for name in term.moderators {
      guard let moderator = moderators.firstIndex(where: { $0.name == name }) else {
        throw .notAModerator(name, choice: "the term \(term.name)", moderators: moderators.map(\.name))
      }
      let factors = parts(of: moderator, in: term)
      products = factors.flatMap { factor in
        products.map { ($0.names + [factor.name], $0.parts + [factor.part]) }
      }
    }
    for product in products {
      columns.append(
        .init(name: product.names.joined(separator: ":"), term: place, parts: product.parts))
    }
  }

  private mutating func parts(
    of moderator: Int, in term: ModeratorTerm
  ) -> [(name: String, part: RegressionDesign.Part)] {
    let name = moderators[moderator].name
    guard let levels = moderators[moderator].levels else {
      return [(name, .init(moderator: moderator, level: nil))]
    }
    let isFull = showsAllLevels(name, in: term)
    if !isFull { contrasted.insert(moderator) }
    return levels.indices.dropFirst(isFull ? 0 : 1).map {
      ("\(name)=\(levels[$0])", .init(moderator: moderator, level: $0))
    }
  }

  private mutating func showsAllLevels(_ name: String, in term: ModeratorTerm) -> Bool {
    if needsFullFactor {
      needsFullFactor = false
      return true
    }
    let rest = ModeratorTerm(term.moderators.filter { $0 != name })
    return rest.order > 0 && !terms.contains { $0.isSame(as: rest) }
  }
}
