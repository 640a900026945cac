/// The kinds of study data that can be read.
public enum DataKind: String, Sendable, Equatable, CaseIterable {
  /// Events and total of two groups. Found first.
  case twoGroupCounts
  /// Events and total of one group.
  case oneGroupCounts
  /// An estimate with its standard error, variance or confidence interval.
  case readyEffects
}
