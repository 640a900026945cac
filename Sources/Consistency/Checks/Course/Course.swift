/// The shares of one outcome over time, in one group of people.
public struct Course: Sendable, Equatable {
  /// A printed share at a time.
  public struct Point: Sendable, Equatable {
    /// The time, in the unit of the table.
    public let time: Double
    /// The proportions that round to what is printed.
    public let share: ClosedRange<Double>
    /// The row.
    public let row: EvidenceRow

    /// The proportion surviving, whether survival or its complement is printed.
    var survival: ClosedRange<Double> {
      row.outcomeKind.falls == false ? (1 - share.upperBound)...(1 - share.lowerBound) : share
    }
  }

  /// The people.
  let people: People
  /// The outcome's word.
  public let outcome: String
  /// What kind of outcome it is.
  public let kind: OutcomeKind
  /// The points, in order of time; one per row.
  public let points: [Point]

  /// The number of people, where all rows that give one agree.
  var size: Int? {
    let totals = Set(points.compactMap { $0.row.count(.total) })
    return totals.count == 1 ? totals.first : nil
  }

  /// The outcome for a sentence.
  var outcomeWords: String { points.first?.row.outcomeWords ?? outcome }

  /// The point at a time.
  func point(at time: Double) -> Point? { points.first { $0.time == time } }
}

extension EvidenceTable {
  /// The courses: rows with a time point and a share, of an outcome whose share can only fall or only rise.
  /// O(rows).
  public var courses: [Course] {
    struct Key: Hashable {
      let people: People
      let outcome: String
    }
    var order: [Key] = []
    var points: [Key: [Course.Point]] = [:]
    for row in rows {
      guard let time = row.number(.at), let share = row.share, let outcome = row[.outcome] else { continue }
      let key = Key(people: row.people, outcome: outcome)
      if points[key] == nil { order.append(key) }
      points[key, default: []].append(Course.Point(time: time, share: share, row: row))
    }
    return order.compactMap { key in
      let kind = OutcomeKind(outcome: key.outcome)
      guard kind.falls != nil else { return nil }
      let sorted = (points[key] ?? []).sorted { ($0.time, $0.row.row) < ($1.time, $1.row.row) }
      return Course(people: key.people, outcome: key.outcome, kind: kind, points: sorted)
    }
  }
}
