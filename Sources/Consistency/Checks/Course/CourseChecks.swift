/// The checks of survival and incidence over time.
public enum CourseChecks {
  /// All of them, in the order in which they run.
  public static let all: [any ConsistencyCheck] = [
    CurveDirection(), OutcomeOrder(), MedianOnCurve(), FollowUpHorizon(), FollowUpRange(), CrudeShare(),
    FlatCourse(), CurvePValue(), MedianPValue(),
  ]
}
