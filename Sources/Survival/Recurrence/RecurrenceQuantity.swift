/// What a reported share of recurrences is; the kinds are never pooled with one another.
public enum RecurrenceQuantity: String, Sendable, CaseIterable, Codable {
  /// The cumulative incidence at a time: the probability of a recurrence until then, where those who die first can have
  /// none.
  case cumulativeIncidence = "cumulative-incidence"
  /// 1 − the Kaplan–Meier estimate at a time, which treats the dead as if they could still recur. It is never below
  /// the cumulative incidence, and above it where death competes.
  case oneMinusKaplanMeier = "one-minus-km"
  /// Those with a recurrence out of all, over a follow-up of any length.
  case crude
  /// What it is, the study or the table does not say.
  case unstated

  /// What a text says it is: one of the names above, or words that stand for one.
  ///
  /// "1-KM", "Kaplan-Meier", "actuarial" and "life table" are 1 − Kaplan–Meier, also where the words "cumulative
  /// incidence" stand beside them; "cumulative incidence", "competing risks" and "Aalen-Johansen" the cumulative
  /// incidence; "during follow-up" and "crude" the crude share. Anything else says nothing.
  public init(text: String?) {
    let plain = String((text ?? "").lowercased().filter { !" -–—−_‐‑".contains($0) })
    if let named = Self.allCases.first(where: { $0.rawValue.filter { $0 != "-" } == plain }) {
      self = named
    } else if Self.holds(plain, ["1km", "kaplan", "actuarial", "lifetable", "productlimit"]) {
      self = .oneMinusKaplanMeier
    } else if Self.holds(plain, ["cumulativeinc", "competing", "aalen"]) || plain == "cif" {
      self = .cumulativeIncidence
    } else if Self.holds(plain, ["duringfollowup", "crude", "overfollowup", "atlastfollowup"]) {
      self = .crude
    } else {
      self = .unstated
    }
  }

  private static func holds(_ text: String, _ parts: [String]) -> Bool {
    parts.contains { text.contains($0) }
  }

  /// The name for reading.
  public var name: String {
    switch self {
    case .cumulativeIncidence: "cumulative incidence"
    case .oneMinusKaplanMeier: "1 - Kaplan-Meier"
    case .crude: "crude share during follow-up"
    case .unstated: "quantity not stated"
    }
  }
}
