import StudyData

/// Percentages of one total that do not hold: is there one other total that explains most of them?
public struct CommonDenominator: ConsistencyCheck {
  /// `common-denominator`.
  public let code = "common-denominator"
  /// What it checks.
  public let summary = "where percentages do not hold, one other total does not explain more of them"

  /// Makes the check.
  public init() {}

  /// One count with its percentage.
  private struct Share {
    let row: EvidenceRow
    let events: Int
    let percent: PrintedPercent
  }

  /// What it finds; O(rows × width of the ranges of fitting totals, at most 2,000 each).
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows in
      let shares = rows.compactMap { row -> Share? in
        guard !row.isSummaryPercent, let events = row.count(.events), events > 0, let percent = row.percent
        else { return nil }
        return Share(row: row, events: events, percent: percent)
      }
      let totals = Set(shares.compactMap { $0.row.count(.total) }).sorted()
      return totals.compactMap { finding(study, total: $0, shares: shares) }
    }
  }

  private func finding(_ study: String, total: Int, shares: [Share]) -> Finding? {
    let group = shares.filter { $0.row.count(.total) == total || $0.row.number(.total) == nil }
    let own = group.filter { PercentFit.of($0.events, in: total, printed: $0.percent) != nil }
    guard own.count < group.count,
      group.contains(where: { $0.row.count(.total) == total && !holds($0, total) })
    else { return nil }
    let ranges = group.map { PercentFit.totals(of: $0.events, printed: $0.percent) }
    let candidates = Set(ranges.compactMap { $0 }.filter { $0.count <= 2000 }.flatMap(Array.init)).sorted()
    let scored = candidates.map { candidate in
      (total: candidate, fits: ranges.count { $0?.contains(candidate) == true })
    }
    guard let best = scored.map(\.fits).max(), best >= 2, best > own.count,
      let winner = scored.first(where: { $0.fits == best })?.total
    else { return nil }
    let winners = scored.filter { $0.fits == best }.map { String($0.total) }
    let explained = zip(group, ranges).filter { $0.1?.contains(winner) == true }.map(\.0)
    let shown = explained.map {
      "\($0.events)/\(winner) = \(Words.percent($0.events, of: winner, beyond: $0.percent)) (\($0.percent))"
    }
    let rest = group.filter { share in !explained.contains { $0.row.row == share.row.row } }.map {
      "\($0.events)/\(winner) = \(Words.percent($0.events, of: winner, beyond: $0.percent)) against \($0.percent)"
    }
    return Finding(
      .warning, code: code, rows: group.map(\.row),
      message: "\(study): of the total \(Words.list(winners.prefix(4).map(\.self), "or")), \(best) of"
        + " \(group.count) percentages hold; of the printed \(total), \(own.count)",
      arithmetic: (shown + rest).joined(separator: "; "),
      settles: "whether the percentages were computed from another total than the one that is printed")
  }

  private func holds(_ share: Share, _ total: Int) -> Bool {
    PercentFit.of(share.events, in: total, printed: share.percent) != nil
  }
}
