import StudyData

/// Years that cannot be: treatment after publication, follow-up longer than the time since the first patient,
/// a shortest follow-up longer than the time since the last one, a state at a date after publication.
///
/// The year of publication is the last number of four digits in the study's label and counts to its end;
/// times are in months.
public struct StudyDates: ConsistencyCheck {
  /// `study-dates`
  public let code = "study-dates"
  /// What it checks.
  public let summary = "periods, follow-up and publication in a possible order"

  /// Makes the check.
  public init() {}

  /// One finding for each study and fault.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows -> [Finding] in
      guard let published = Self.years(study).last else { return [] }
      let periods = rows.filter { $0[.period] != nil }
      let first = periods.compactMap { $0[.period].flatMap { Self.years($0).first } }.min()
      let last = periods.compactMap { $0[.period].flatMap { Self.years($0).last } }.max()
      let most = first.map { Double(12 * (published + 1 - $0)) } ?? .infinity
      let least = last.map { Double(12 * (published + 1 - $0)) } ?? .infinity
      let settles = "the source's dates; or the label carries another year than that of publication"
      return [
        finding(
          "\(study): treatment after the year of publication",
          periods.filter { Self.years($0[.period] ?? "").contains { $0 > published } }, settles
        ) { "\($0[.period] ?? "") against \(published)" },
        finding(
          "\(study): a period that ends before it begins",
          periods.filter { row in
            let years = Self.years(row[.period] ?? "")
            return (years.first ?? 0) > (years.last ?? 0)
          }, settles
        ) { $0[.period] ?? "" },
        finding(
          "\(study): a state at a date after the year of publication",
          rows.filter { Self.years($0[.definition] ?? "").contains { $0 > published } }, settles
        ) { "\($0[.definition] ?? "") against \(published)" },
        finding(
          "\(study): longer follow-up than the time since the first patient",
          rows.filter { Self.longest($0).map { $0 > most } ?? false }, settles
        ) {
          "\(Words.short(Self.longest($0) ?? 0)) months; from \(first ?? 0) to the end of \(published) "
            + "there are \(Words.short(most))"
        },
        finding(
          "\(study): a shortest follow-up longer than the time since the last patient",
          rows.filter { $0.number(.followUpLow).map { $0 > least } ?? false }, settles
        ) {
          "\($0.numbers[.followUpLow]?.text ?? "") months; from \(last ?? 0) to the end of \(published) "
            + "there are \(Words.short(least))"
        },
      ].compactMap(\.self)
    }
  }

  private func finding(
    _ message: String, _ rows: [EvidenceRow], _ settles: String, arithmetic: (EvidenceRow) -> String
  ) -> Finding? {
    guard let row = rows.first else { return nil }
    return Finding(
      .error, code: code, rows: rows, message: message, arithmetic: arithmetic(row), settles: settles)
  }

  /// The longest time that a row speaks of.
  private static func longest(_ row: EvidenceRow) -> Double? {
    guard !row.isOverStudies else { return nil }
    let time = row.outcomeKind.falls != nil ? row.number(.at) : nil
    return [row.number(.followUpHigh), row.number(.followUpMedian), time].compactMap(\.self).max()
  }

  /// The years in a text: its numbers of four digits from 1900 to 2099.
  static func years(_ text: String) -> [Int] {
    text.split { !$0.isNumber }.compactMap { $0.count == 4 ? Int($0) : nil }.filter { 1900...2099 ~= $0 }
  }
}
