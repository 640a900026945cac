/// The checks of people who may be counted twice across studies.
public enum OverlapChecks {
  /// All of them, in the order in which they run.
  public static let all: [any ConsistencyCheck] = [
    SamePatients(), ReviewBesideStudies(), ReviewRange(), SameResults(),
  ]
}
