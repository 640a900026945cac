/// The quantitative statements of one review.
public struct ClaimSet: Sendable, Equatable {
  /// A short name of the review.
  public let review: String
  /// Its title and where it is from.
  public let title: String
  /// The number of lines of the review's text.
  public let sourceLines: Int
  /// The SHA-256 hash of the review's text, in hexadecimal.
  public let sha256: String
  /// Studies that share patients, or may.
  public let cohorts: [Cohort]
  /// The claims, in the order of the file.
  public let claims: [Claim]
  /// Lines of the review that hold digits and no claim, with the reasons.
  public let uncovered: [UncoveredLines]

  /// Describes a review.
  public init(
    review: String, title: String, sourceLines: Int, sha256: String, cohorts: [Cohort] = [],
    claims: [Claim], uncovered: [UncoveredLines] = []
  ) {
    self.review = review
    self.title = title
    self.sourceLines = sourceLines
    self.sha256 = sha256
    self.cohorts = cohorts
    self.claims = claims
    self.uncovered = uncovered
  }
}

/// Studies that share patients, or may, so that a pooled result should hold only one of them.
public struct Cohort: Sendable, Equatable {
  /// What the cohort is called.
  public let name: String
  /// The labels of its studies.
  public let studies: [String]
  /// Why they may share patients.
  public let reason: String

  /// Describes a cohort.
  public init(name: String, studies: [String], reason: String) {
    self.name = name
    self.studies = studies
    self.reason = reason
  }
}

/// Lines of the review without a claim.
public struct UncoveredLines: Sendable, Equatable {
  /// The lines, from 1.
  public let lines: ClosedRange<Int>
  /// Why no claim is made of their digits.
  public let reason: String

  /// Describes lines without a claim.
  public init(lines: ClosedRange<Int>, reason: String) {
    self.lines = lines
    self.reason = reason
  }
}
