/// Why a question about small studies has no answer for these data.
public enum SmallStudyError: Error, Sendable, Equatable {
  /// Fewer studies than it takes.
  case tooFewStudies(Int, smallest: Int)
  /// The numbers that the method works on are not there.
  case missingData(String, study: String)
  /// The method is not made for this measure.
  case measureNotSupported(method: String, measure: String, supported: String)
  /// The studies do not differ in what they are compared by.
  case noSpread(String)
  /// The numbers exist and still do not determine the result.
  case notEstimable(String)
}

extension SmallStudyError: CustomStringConvertible {
  /// What was found, what is allowed, what to do next.
  public var description: String {
    switch self {
    case .tooFewStudies(let k, let smallest):
      "\(k) \(k == 1 ? "study" : "studies"), and it takes at least \(smallest)"
    case .missingData(let what, let study):
      "it needs \(what), which \(study) does not have"
    case .measureNotSupported(let method, let measure, let supported):
      "\(method) is made for \(supported), not for \(measure)"
    case .noSpread(let what):
      "\(what) is the same in all studies, so that small and large ones cannot be told apart"
    case .notEstimable(let reason): reason
    }
  }
}
