import Consistency
import EffectSizes
import Pooling

/// The analysis that should give a claim's number.
///
/// None uses the claim's own number: a share is made of the count and the size, a p-value of the counts. What the
/// table holds only because the review prints it is ``row``, and never reproduced.
public enum Derivation: Sendable, Equatable {
  /// Events of the rows in percent of their total, or of the total of other rows.
  case share(of: RowSelection?)
  /// The sizes of which the row's count is the printed percentage.
  case wholeSize
  /// The whole counts that the printed percentage of a size can stand for.
  case countFromPercent
  /// The sum of a column.
  case sum(SummedColumn)
  /// The sum of a column over the rows, less that over other rows.
  case difference(SummedColumn, minus: RowSelection)
  /// The p-value of a test on the counts of two arms.
  case pFromCounts(Arms, tests: [TwoArmTest])
  /// The smallest p-value that two rates over time can have at any of the printed times.
  case pFromRates(Arms)
  /// The p-values of two percentages over every division of one size into two groups.
  case pOverSplits(Arms, total: RowSelection, tests: [TwoArmTest])
  /// The p-value that an estimate and its confidence interval imply.
  case pFromInterval
  /// The estimate in the middle of its confidence interval, on the log scale for a ratio.
  case estimateFromInterval
  /// Whether percentages of a part of unknown size can go with the count of the whole.
  case subset(whole: RowSelection)
  /// A pooled result.
  case pool(PoolRequest)
  /// The smallest and the largest value over the rows.
  case range
  /// The mean of the values over the rows.
  case mean
  /// The order of two arms, and whether they differ at the 5 % level.
  case compare(ArmComparison)
  /// Whether the printed p-values of the rows lie below 5 %.
  case significance(isSignificant: Bool)
  /// The number is a transcribed result of one study. Only its consistency can be told.
  case row

  /// The names of the derivations, as `claims.yaml` spells them.
  public enum Name: String, Sendable, CaseIterable, Codable {
    /// ``Derivation/share(of:)``
    case share
    /// ``Derivation/wholeSize``
    case wholeSize = "whole-size"
    /// ``Derivation/countFromPercent``
    case countFromPercent = "count-from-percent"
    /// ``Derivation/sum(_:)``
    case sum
    /// ``Derivation/difference(_:minus:)``
    case difference
    /// ``Derivation/pFromCounts(_:tests:)``
    case pFromCounts = "p-from-counts"
    /// ``Derivation/pFromRates(_:)``
    case pFromRates = "p-from-rates"
    /// ``Derivation/pOverSplits(_:total:tests:)``
    case pOverSplits = "p-over-splits"
    /// ``Derivation/pFromInterval``
    case pFromInterval = "p-from-interval"
    /// ``Derivation/estimateFromInterval``
    case estimateFromInterval = "estimate-from-interval"
    /// ``Derivation/subset(whole:)``
    case subset
    /// ``Derivation/pool(_:)``
    case pool
    /// ``Derivation/range``
    case range
    /// ``Derivation/mean``
    case mean
    /// ``Derivation/compare(_:)``
    case compare
    /// ``Derivation/significance(isSignificant:)``
    case significance
    /// ``Derivation/row``
    case row
  }

  /// The name of the derivation.
  public var name: Name {
    switch self {
    case .share: .share
    case .wholeSize: .wholeSize
    case .countFromPercent: .countFromPercent
    case .sum: .sum
    case .difference: .difference
    case .pFromCounts: .pFromCounts
    case .pFromRates: .pFromRates
    case .pOverSplits: .pOverSplits
    case .pFromInterval: .pFromInterval
    case .estimateFromInterval: .estimateFromInterval
    case .subset: .subset
    case .pool: .pool
    case .range: .range
    case .mean: .mean
    case .compare: .compare
    case .significance: .significance
    case .row: .row
    }
  }
}

/// A column that can be summed.
public enum SummedColumn: String, Sendable, CaseIterable, Codable {
  /// The events.
  case events
  /// The sizes.
  case total
  /// The events where the row has them, else the size.
  case either
}

/// Two groups of rows that are compared.
public struct Arms: Sendable, Equatable {
  /// The value of the first group in its column.
  public let first: String
  /// The value of the second group.
  public let second: String
  /// The rows of the first group.
  public let firstRows: RowSelection
  /// The rows of the second group.
  public let secondRows: RowSelection

  /// Describes two groups of rows.
  public init(first: String, second: String, firstRows: RowSelection, secondRows: RowSelection) {
    self.first = first
    self.second = second
    self.firstRows = firstRows
    self.secondRows = secondRows
  }
}
