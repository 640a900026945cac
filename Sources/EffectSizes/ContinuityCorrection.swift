import StudyData

/// What is added to the cells of studies with zero cells, so that logarithms and variances exist.
public struct ContinuityCorrection: Sendable, Equatable, Codable {
  /// Which studies are corrected.
  public enum Rule: String, Sendable, CaseIterable, Codable {
    /// Studies with a zero cell.
    case onlyZero = "only-zero"
    /// Every study, as soon as any of them has a zero cell.
    case ifAnyZero = "if-any-zero"
    /// Every study.
    case all
    /// No study.
    case none
    /// Studies with a zero cell, twice the amount being shared between the two groups in proportion to their sizes,
    /// so that each gets the reciprocal of the other's: k₁ = 2a·n₁/(n₁ + n₂), k₂ = 2a·n₂/(n₁ + n₂).
    ///
    /// For counts of two groups alone. Source: Sweeting MJ, Sutton AJ, Lambert PC (2004), *Stat Med*
    /// 23:1351–1375.
    case treatmentArm = "treatment-arm"
  }

  /// Added to each cell of a corrected study: to the events and to the non-events of each group.
  public var amount: Double
  /// Which studies are corrected.
  public var rule: Rule
  /// Whether studies without events in both groups stay in, corrected, for measures that they say nothing
  /// about; by default they are left out, and listed.
  public var keepsDoubleZeros: Bool

  /// Adds `amount` to the cells of the studies that `rule` names.
  public init(amount: Double = 0.5, rule: Rule = .onlyZero, keepsDoubleZeros: Bool = false) {
    precondition(amount >= 0, "a continuity correction is not negative")
    self.amount = amount
    self.rule = rule
    self.keepsDoubleZeros = keepsDoubleZeros
  }

  /// One half to each cell of studies with a zero cell.
  public static let standard = ContinuityCorrection()
  /// No correction.
  public static let none = ContinuityCorrection(amount: 0, rule: .none)

  /// The amount that each study's cells get; a study's own increment takes the place of the common amount.
  func amounts(hasZeroCell: [Bool], increments: [Double?]) -> [Double] {
    let anyZero = hasZeroCell.contains(true)
    return zip(hasZeroCell, increments).map { zero, increment in
      let amount = increment ?? self.amount
      return switch rule {
      case .onlyZero, .treatmentArm: zero ? amount : 0
      case .ifAnyZero: anyZero ? amount : 0
      case .all: amount
      case .none: 0
      }
    }
  }

  /// What the cells of each group get, if the common amount is `amount`.
  func shares(of amount: Double, for counts: TwoGroupCounts) -> (first: Double, second: Double) {
    guard rule == .treatmentArm else { return (amount, amount) }
    let all = counts.first.total + counts.second.total
    return (2 * amount * counts.first.total / all, 2 * amount * counts.second.total / all)
  }
}

extension GroupCounts {
  /// n − x, the patients without the event.
  public var nonEvents: Double { total - events }

  /// x / n.
  public var risk: Double { events / total }

  /// Whether all or none had the event.
  public var hasZeroCell: Bool { events == 0 || nonEvents == 0 }

  /// The counts with `amount` added to the events and to the non-events.
  public func corrected(by amount: Double) -> GroupCounts {
    GroupCounts(events: events + amount, total: total + 2 * amount)
  }
}

extension TwoGroupCounts {
  /// Whether all or none had the event in either group.
  public var hasZeroCell: Bool { first.hasZeroCell || second.hasZeroCell }

  /// The counts with `amount` added to each of the four cells, or another amount to those of the second group.
  public func corrected(by amount: Double, second other: Double? = nil) -> TwoGroupCounts {
    TwoGroupCounts(first: first.corrected(by: amount), second: second.corrected(by: other ?? amount))
  }
}
