/// The set of analyses that would be defensible: which choices there are, and the levels of each.
///
/// Source: Steegen S, Tuerlinckx F, Gelman A, Vanpaemel W (2016), *Perspect Psychol Sci* 11:702–712; for
/// meta-analyses Voracek M, Kossmeier M, Tran US (2019), *Zeitschrift für Psychologie* 227:64–82.
public struct MultiverseDeclaration: Sendable, Equatable {
  /// What it is about, in words; empty where nothing is said.
  public let title: String
  /// The choices, in the order in which they govern each other; those with one level are shared by all.
  public let factors: [Factor]
  /// The value, on the display scale, that estimates are held against where the measure has no null value.
  public let reference: Double?

  /// The most combinations that are crossed.
  public static let largestProduct = 1_000_000

  /// Puts the choices in order.
  ///
  /// - Throws: ``DeclarationError`` where a choice is there twice, or the product is above ``largestProduct``, or
  ///   the reference is not finite.
  public init(title: String = "", factors: [Factor], reference: Double? = nil) throws(DeclarationError) {
    var problems: [String] = []
    var sorted: [Factor] = []
    for name in FactorName.allCases {
      let same = factors.filter { $0.name == name }
      if same.count > 1 { problems.append("\(name.rawValue) is declared \(same.count) times; give it once") }
      if let factor = same.first { sorted.append(factor) }
    }
    var product = 1
    for factor in sorted { product = min(product * factor.levels.count, Self.largestProduct + 1) }
    if product > Self.largestProduct {
      problems.append(
        "the choices have more than \(Self.largestProduct) combinations; declare fewer levels, or several multiverses"
      )
    }
    if let reference, !reference.isFinite { problems.append("the reference is a finite number") }
    guard problems.isEmpty else { throw DeclarationError(problems) }
    self.title = title
    self.factors = sorted
    self.reference = reference
  }

  /// How many combinations the levels have.
  public var productCount: Int { factors.reduce(1) { $0 * $1.levels.count } }

  /// The place of a choice among the factors; nil where it is not declared.
  public func place(of name: FactorName) -> Int? { factors.firstIndex { $0.name == name } }
}
