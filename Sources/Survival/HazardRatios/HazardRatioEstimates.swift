import StudyData

/// One study by every route that its report and its curves allow.
///
/// Used is the first possible route in the order of ``HazardRatioRoute`` that is not merely a bound ("p < .05") and
/// whose standard error is known to half its size in spite of rounding; where there is none such, the first that is
/// no bound; where there is none either, the first.
public struct HazardRatioEstimates: Sendable, Equatable {
  /// A route that does not agree with the one used.
  public struct Disagreement: Sendable, Equatable, Codable {
    /// The other route.
    public let route: HazardRatioRoute
    /// Its ln HR less that of the route used.
    public let difference: Double
    /// Its standard error over that of the route used.
    public let ratioOfErrors: Double
    /// What does not agree, in words.
    public let message: String
  }

  /// The study's label.
  public let label: String
  /// Its subgroup.
  public let group: String?
  /// The line of the file that its row begins on; nil where it comes from no file.
  public let line: Int?
  /// What the possible routes give, in order of preference.
  public let possible: [RouteEstimate]
  /// The routes that are not possible, and why.
  public let impossible: [ImpossibleRoute]
  /// The routes that do not agree with the one used.
  public let disagreements: [Disagreement]
  /// The intervals of the curves, where they were read off.
  public let curves: [CurveReadOff]
  /// The route used; nil where none is possible.
  public let used: RouteEstimate?
  /// What the study's own p-value has against the route used; nil where they fit.
  public let contradictionOfP: RowNote?

  /// Goes all routes.
  ///
  /// - Parameters:
  ///   - label: the study's label.
  ///   - report: what it reports.
  ///   - curves: its survival curves.
  ///   - group: its subgroup.
  ///   - line: the line of its row in a file.
  public init(
    label: String, report: HazardRatioReport, curves: CurvePair? = nil, group: String? = nil, line: Int? = nil
  ) {
    var possible: [RouteEstimate] = []
    var impossible: [ImpossibleRoute] = []
    for route in HazardRatioRoute.allCases {
      do {
        possible.append(try route.estimate(report, curves: curves))
      } catch {
        impossible.append(error)
      }
    }
    let free = possible.filter { $0.bound == nil }
    let used = free.first { $0.rounding.se <= $0.se / 2 } ?? free.first ?? possible.first
    contradictionOfP = used.flatMap { Self.contradiction(of: $0, in: report) }
    self.label = label
    self.group = group
    self.line = line
    self.possible = possible
    self.impossible = impossible
    self.used = used
    self.curves =
      curves.map { pair in
        CurveMethod.allCases.compactMap { try? CurveReadOff(pair, method: $0) }
      } ?? []
    disagreements =
      used.map { used in
        possible.filter { $0.route != used.route }.compactMap { Disagreement(used: used, other: $0) }
      } ?? []
  }

  /// By how much |z| of the route used may differ from that of the printed p-value.
  public static let slackOfZ = 0.5

  /// The remark where |z| of the route used is further than ½ from that of the p-value, which then is of another
  /// analysis, or the route does not do justice to the study.
  private static func contradiction(of used: RouteEstimate, in report: HazardRatioReport) -> RowNote? {
    guard let z = report.zOfP, let p = report.p, report.pComparison == .equal,
      abs(abs(used.logHR) / used.se - z) > slackOfZ
    else { return nil }
    return RowNote(
      code: "p-differs",
      text:
        "the route used, \(used.route.rawValue), has p = \(ShortNumber.text(used.p, digits: 3)) where the study has"
        + " \(ShortNumber.text(p.value, digits: 3))")
  }

  /// What is unwise about the estimate used, and which routes disagree with it.
  public var remarks: [RowNote] {
    (used?.notes ?? []) + [contradictionOfP].compactMap(\.self)
      + disagreements.map { RowNote(code: "routes-disagree", text: $0.message) }
  }

  /// Why the study cannot be used: what is missing on the routes that are begun, each reason once.
  public var whyNotPossible: String {
    let begun = impossible.filter(\.isStarted)
    guard !begun.isEmpty else { return "nothing that leads to a hazard ratio" }
    var reasons: [(reason: String, routes: [String])] = []
    for route in begun {
      if let index = reasons.firstIndex(where: { $0.reason == route.reason }) {
        reasons[index].routes.append(route.route.rawValue)
      } else {
        reasons.append((route.reason, [route.route.rawValue]))
      }
    }
    return "no route to the hazard ratio: "
      + reasons.map { reason, routes in
        let plural = routes.count > 1 && reason.hasPrefix("needs ")
        return "\(routes.joined(separator: ", ")) \(plural ? "need " + reason.dropFirst(6) : reason)"
      }.joined(separator: "; ")
  }
}

extension HazardRatioEstimates.Disagreement {
  /// By how much standard errors may differ.
  public static let factorOfErrors = 1.25
  /// How many standard errors two values of ln HR may differ by where one is not a printed ratio.
  public static let shareOfError = 0.25

  /// The disagreement of a route with the one used; nil where they agree.
  ///
  /// Two values of ln HR agree if rounding explains their difference (the sum of what it leaves open on both
  /// routes), and where not both are printed ratios, a quarter of the larger standard error besides. Standard errors agree within
  /// a factor of 1.25, after what rounding leaves open. A bound disagrees only where it is broken: an effect that
  /// is smaller than its least or of the other sign, a standard error larger than its most.
  init?(used: RouteEstimate, other: RouteEstimate) {
    let difference = other.logHR - used.logHR
    let ratio = other.se / used.se
    let slack =
      used.rounding.logHR + other.rounding.logHR + 1e-9
      + (used.route.statesRatio && other.route.statesRatio
        ? 0 : Self.shareOfError * max(used.se, other.se))
    let isFar: Bool
    if other.bound == .effectAtLeast {
      isFar = used.logHR * (other.logHR < 0 ? -1 : 1) < abs(other.logHR) - slack
    } else {
      isFar = abs(difference) > slack
    }
    let (low, high) = (other.se - other.rounding.se, other.se + other.rounding.se)
    let (usedLow, usedHigh) = (used.se - used.rounding.se, used.se + used.rounding.se)
    let isWider = low > Self.factorOfErrors * usedHigh && other.bound != .errorAtMost
    let isNarrower = high * Self.factorOfErrors < usedLow
    var parts: [String] = []
    if isFar {
      parts.append(
        "ln HR \(ShortNumber.text(other.logHR, digits: 3)) where \(used.route.rawValue) has \(ShortNumber.text(used.logHR, digits: 3))"
      )
    }
    if isWider || isNarrower {
      parts.append(
        "a standard error of \(ShortNumber.text(other.se, digits: 3)) where \(used.route.rawValue) has \(ShortNumber.text(used.se, digits: 3))"
      )
    }
    guard !parts.isEmpty else { return nil }
    self.init(
      route: other.route, difference: difference, ratioOfErrors: ratio,
      message: "\(other.route.rawValue) gives " + parts.joined(separator: ", and "))
  }
}
