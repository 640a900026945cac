import EffectSizes
import StudyData

/// Effect sizes with the moderators of a regression, read from the table that the effects come from.
///
///     let table = try StudyTable.bundled("bcg-vaccine")
///     let trials = try EffectSizes(.riskRatio, from: table)
///     let data = try ModeratedEffects(trials, moderators: ModeratorRequest(["ablat", "alloc"]), from: table)
public struct ModeratedEffects: Sendable {
  /// The studies with a value of every moderator; those without are among the excluded.
  public let effects: EffectSizes
  /// The design.
  public let design: RegressionDesign

  /// Effect sizes and a design with one row for each.
  public init(_ effects: EffectSizes, design: RegressionDesign) {
    precondition(effects.k == design.matrix.rows, "one row of the design for each study")
    self.effects = effects
    self.design = design
  }

  /// The studies at these places, in this order; moderators stay coded and centered as they are.
  public func selecting(_ places: [Int]) -> ModeratedEffects {
    ModeratedEffects(effects.selecting(places), design: design.selecting(places))
  }

  /// Reads the moderators of these effects.
  ///
  /// A column is numeric if all its values are numbers, unless it is asked for as a factor; text among numbers is
  /// an error at its cell. A study without a value of some moderator is excluded with the reason.
  ///
  /// - Parameters:
  ///   - effects: the effect sizes, in the order of the table.
  ///   - request: the terms and what is chosen about the moderators.
  ///   - table: the table that the effects were read from.
  ///   - excluded: rows that were left out before there were effect sizes, where `effects` does not list them.
  /// - Throws: ``RegressionError``: all that is wrong with the columns at once, or what the model cannot have.
  public init(
    _ effects: EffectSizes, moderators request: ModeratorRequest, from table: StudyTable,
    excluded: [Exclusion] = []
  ) throws(RegressionError) {
    let reader = try ModeratorReader(request, table: table)
    let rows = effects.rows(of: table, excluded: excluded)
    guard rows.count == effects.k else {
      throw .rowsDoNotMatch(studies: effects.k, rows: rows.count)
    }
    var exclusions: [Exclusion] = []
    var kept: [(study: StudyEffect, row: Int)] = []
    for (study, row) in zip(effects.studies, rows) {
      let missing = reader.missing(inRow: row)
      if missing.isEmpty {
        kept.append((study, row))
      } else {
        let names = missing.map { "'\($0)'" }.joined(separator: " and ")
        exclusions.append(
          Exclusion(
            label: study.label, row: table.rowNumber(row), line: table.line(ofRow: row),
            reason: "no value of the moderator \(names)"))
      }
    }
    guard !kept.isEmpty else { throw .pooling(.noStudies) }
    self.effects = EffectSizes(
      measure: effects.measure, studies: kept.map(\.study), excluded: effects.excluded + exclusions,
      level: effects.level, correction: effects.correction, interval: effects.interval)
    design = try reader.design(rows: kept.map(\.row))
  }
}
