/// Which counts of a study are parts of which whole, by the words of the table and not by a list of outcomes.
///
/// Counts belong together if study, arm, unit, sample, subgroup, population and time point agree. Within these:
/// - "any-X" (or all, total, overall) is the whole of the other outcomes that end in X, of the same definition;
/// - complications, morbidity, toxicity, adverse events are the whole of the outcomes with the same definition and
///   total;
/// - one outcome under several definitions is the whole of these, its total;
/// - alive and dead, complete and incomplete, … and the four responses share out their total;
/// - arms share out the group size of "all groups".
public enum PartsAndWholes {
  /// The wholes with two parts or more in the rows of one study. O(rows²).
  public static func all(in rows: [EvidenceRow]) -> [PartsOfWhole] {
    let counted = rows.filter { !$0.isComparison && $0.count(.events) != nil }
    return named(counted) + harms(counted) + causes(counted) + complements(counted) + responses(counted)
      + arms(rows)
  }

  private static let place: [EvidenceField] = [.arm, .unit, .sample, .subgroup, .population]

  private static func belongs(_ one: EvidenceRow, _ other: EvidenceRow) -> Bool {
    one.row != other.row && one.agrees(with: other, on: place)
  }

  private static func make(
    _ kind: PartsOfWhole.Kind, _ whole: EvidenceRow, _ count: Int?, _ parts: [EvidenceRow]
  )
    -> PartsOfWhole?
  {
    guard let count, parts.count >= 2 else { return nil }
    return PartsOfWhole(
      kind: kind, wholeRow: whole, whole: count, parts: parts, counts: parts.compactMap { $0.count(.events) })
  }

  private static func named(_ rows: [EvidenceRow]) -> [PartsOfWhole] {
    rows.compactMap { whole in
      let words = whole.words(.outcome)
      guard let first = words.first, let last = words.last, words.count >= 2,
        PartVocabulary.all.contains(first)
      else { return nil }
      let parts = rows.filter {
        belongs($0, whole) && $0[.definition] == whole[.definition]
          && $0.number(.total) == whole.number(.total)
          && $0.words(.outcome).last == last && $0[.outcome] != whole[.outcome]
      }
      return make(.kinds, whole, whole.count(.events), parts)
    }
  }

  private static func harms(_ rows: [EvidenceRow]) -> [PartsOfWhole] {
    let wholes = rows.filter { row in
      let words = Set(row.words(.outcome))
      return !PartVocabulary.harms.isDisjoint(with: words)
        && words.subtracting(PartVocabulary.harms).isSubset(of: PartVocabulary.harmQualifiers)
    }
    return wholes.compactMap { whole in
      let parts = rows.filter { row in
        belongs(row, whole) && row[.definition] == whole[.definition]
          && row[.sourceLine] == whole[.sourceLine] && row.number(.total) == whole.number(.total)
          && !wholes.contains { $0.row == row.row }
      }
      return make(.kinds, whole, whole.count(.events), parts)
    }
  }

  private static func causes(_ rows: [EvidenceRow]) -> [PartsOfWhole] {
    var seen: Set<Int> = []
    return rows.compactMap { first in
      guard !seen.contains(first.row), first[.definition] != nil,
        first.words(.outcome).contains(where: ["cause", "reason", "kind", "type", "site"].contains)
      else { return nil }
      let parts = rows.filter {
        $0.row == first.row
          || (belongs($0, first) && $0[.outcome] == first[.outcome]
            && $0.number(.total) == first.number(.total))
      }
      guard Set(parts.map { $0[.definition] }).count == parts.count else { return nil }
      seen.formUnion(parts.map(\.row))
      return make(.kinds, first, first.count(.total), parts)
    }
  }

  private static func complements(_ rows: [EvidenceRow]) -> [PartsOfWhole] {
    PartVocabulary.complements.flatMap { pair in
      rows.flatMap { first -> [PartsOfWhole] in
        let words = Set(first.words(.outcome))
        guard let word = pair[0].intersection(words).first else { return [] }
        return rows.compactMap { second in
          let others = Set(second.words(.outcome))
          guard belongs(first, second), first[.definition] == second[.definition],
            let other = pair[1].intersection(others).first,
            words.subtracting([word]) == others.subtracting([other]), let total = first.count(.total),
            second.count(.total) == total
          else { return nil }
          return make(.complements, first, total, [first, second])
        }
      }
    }
  }

  private static func responses(_ rows: [EvidenceRow]) -> [PartsOfWhole] {
    rows.compactMap { first in
      guard first.words(.outcome) == PartVocabulary.responses[0], let total = first.count(.total) else {
        return nil
      }
      let same = rows.filter { belongs($0, first) && $0.count(.total) == total }
      let rest = PartVocabulary.responses.dropFirst().compactMap { words in
        same.first { $0.words(.outcome) == words }
      }
      let progression = same.first { PartVocabulary.progressions.contains($0.words(.outcome)) }
      guard rest.count == 2, let progression else { return nil }
      return make(.complements, first, total, [first] + rest + [progression])
    }
  }

  private static func arms(_ rows: [EvidenceRow]) -> [PartsOfWhole] {
    let sizes = rows.filter { $0.isGroupSize && $0.count(.total) != nil }
    return sizes.compactMap { whole in
      guard isWholeArm(whole), let size = whole.count(.total) else { return nil }
      let parts = sizes.filter {
        !isWholeArm($0) && $0.agrees(with: whole, on: [.unit, .sample, .subgroup, .outcome, .population])
      }
      guard parts.count >= 2 else { return nil }
      return PartsOfWhole(
        kind: .arms, wholeRow: whole, whole: size, parts: parts, counts: parts.compactMap { $0.count(.total) }
      )
    }
  }

  /// Whether a row is of the whole study.
  static func isWholeArm(_ row: EvidenceRow) -> Bool {
    row.words(.arm).first.map(PartVocabulary.wholeArms.contains) ?? false
  }
}
