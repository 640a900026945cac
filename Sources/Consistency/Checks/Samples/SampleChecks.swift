/// The checks of who was counted: samples, sizes, units and dates.
public enum SampleChecks {
  /// All of them, in the order in which they run.
  public static let all: [any ConsistencyCheck] = [
    MatchedSizes(), CommonSize(), GroupSizes(), SizesAddUp(), ConflictingValues(), IdenticalResults(),
    PartOfWhole(),
    RecurrenceDenominator(), MixedUnits(), StudyDates(),
  ]
}
