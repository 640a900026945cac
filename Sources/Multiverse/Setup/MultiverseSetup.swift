import Analyses
import EffectSizes
import StudyData

/// A declared multiverse set up on a table: the crossing and the analyses to be made, none of which is made yet.
///
/// Rows are read once for each selection, and effect sizes computed once for each measure and correction of them.
/// A specification whose rows or model cannot be had stays in the table with the reason.
public struct MultiverseSetup: Sendable {
  /// A study that is left out of some specifications.
  public struct LeftOut: Sendable {
    /// The study with the reason.
    public let exclusion: Exclusion
    /// Of how many specifications it is left out for that reason.
    public var specifications: Int

    /// A study that is left out.
    public init(exclusion: Exclusion, specifications: Int) {
      self.exclusion = exclusion
      self.specifications = specifications
    }
  }

  /// The combinations, with the analysis that each stands for.
  public let crossing: Crossing
  /// The analyses of all specifications, which may be made on threads and machines.
  public let job: MultiverseJob
  /// The studies that are left out of specifications, each reason once.
  public let leftOut: [LeftOut]

  /// Reads the rows, crosses the choices and sets up the analysis of each specification.
  ///
  /// - Parameters:
  ///   - declaration: the choices.
  ///   - table: the data.
  ///   - base: what all specifications share; what it chooses of that which can be varied is a choice of one level.
  /// - Throws: `AnalysisError`: a choice that is declared and made in `base` too, subgroups, an interval for τ²,
  ///   measures of different kinds of data, no levels that go together; all that is wrong with the data; not one specification that can be computed.
  public init(
    _ declaration: MultiverseDeclaration, of table: StudyTable, base: AnalysisChoices = AnalysisChoices()
  ) throws(AnalysisError) {
    let declaration = try declaration.sharing(base.factors)
    let base = base.withoutFactors
    try Self.check(base)
    var reader = RowsReader(table, base: base, measure: try Self.measure(of: declaration))
    let standard: MeasureName
    do throws(DataProblems) { standard = try reader.standardMeasure() } catch { throw .data(error) }
    if declaration.place(of: .rungs) != nil, standard.kind != .oneGroupSurvival {
      throw .choices("--rungs is for survival at a time, and these data are not")
    }
    let crossing: Crossing
    do throws(DataProblems) {
      crossing = try Crossing(declaration, measure: standard) { (key) throws(DataProblems) in
        try reader.facts(key)
      }
    } catch {
      throw .data(error)
    }
    guard !crossing.specifications.isEmpty else {
      let reasons = crossing.contradictions.map { "  \($0.reason)" }
      throw .choices((["no combination of the levels goes together:"] + reasons).joined(separator: "\n"))
    }
    var setup = TaskSetup(base: base, reader: reader)
    let tasks = crossing.specifications.map { setup.task($0, crossing: crossing) }
    if case .failure(let first) = tasks[0], !tasks.contains(where: { (try? $0.get()) != nil }) {
      throw .impossible(
        "none of \(tasks.count) specifications can be computed, the first because\n\(first.reason)")
    }
    self.crossing = crossing
    job = MultiverseJob(tasks)
    leftOut = setup.leftOut
  }

  /// Makes all analyses and puts them side by side.
  ///
  /// - Parameter threads: on how many threads; the result is the same on any number.
  public func run(threads: Int = 1) -> Multiverse {
    Multiverse(crossing, outcomes: job.outcomes(threads: threads))
  }

  /// Refuses what the table of specifications has no place for, and numbers out of range.
  private static func check(_ base: AnalysisChoices) throws(AnalysisError) {
    for (name, isGiven) in [
      ("--by", base.rows.columns.group != nil), ("--tau2-ci", base.model.tau2Interval != nil),
      ("--i2", base.model.i2 != nil), ("--nodes", base.model.nodes != nil),
    ] where isGiven { throw .withoutPart(name) }
    try base.check()
  }

  /// The first of the measures that are declared, all of one kind of data.
  private static func measure(of declaration: MultiverseDeclaration) throws(AnalysisError) -> MeasureName? {
    guard let place = declaration.place(of: .measure) else { return nil }
    let measures = declaration.factors[place].levels.compactMap { MeasureName(code: $0.name) }
    if let first = measures.first, let other = measures.first(where: { $0.kind != first.kind }) {
      throw .choices(
        "the measures \(first.code) and \(other.code) are of different kinds of data; declare a multiverse for each"
      )
    }
    return measures.first
  }
}

extension Multiverse {
  /// Makes every analysis of a table that is declared.
  ///
  ///     let file = try MultiverseFile(parsing: bytes, name: "deaths.yaml")
  ///     let multiverse = try Multiverse.run(file.declaration(), of: table, base: file.base())
  ///     for quantity in multiverse.quantities { print(quantity.name, quantity.quantile(0.5)) }
  ///
  /// - Parameters:
  ///   - declaration: the choices.
  ///   - table: the data.
  ///   - base: what all specifications share.
  ///   - threads: on how many threads; the result is the same on any number.
  /// - Throws: `AnalysisError`, as ``MultiverseSetup``. O(specifications) fits.
  public static func run(
    _ declaration: MultiverseDeclaration, of table: StudyTable, base: AnalysisChoices = AnalysisChoices(),
    threads: Int = 1
  ) throws(AnalysisError) -> Multiverse {
    try MultiverseSetup(declaration, of: table, base: base).run(threads: threads)
  }
}

extension AnalysisError {
  /// A choice that the rows of a multiverse have no place for.
  package static func withoutPart(_ name: String) -> AnalysisError {
    .choices("\(name) has no part in a multiverse, whose rows are one pooled value each; leave it out")
  }
}

extension MultiverseDeclaration {
  /// The declaration with choices that all specifications share.
  fileprivate func sharing(_ shared: [Factor]) throws(AnalysisError) -> MultiverseDeclaration {
    let declared = Set(factors.map(\.name))
    if let name = shared.first(where: { declared.contains($0.name) })?.name.rawValue {
      throw .choices("\(name) is declared, and chosen in the base too; leave it out there")
    }
    do throws(DeclarationError) {
      return try MultiverseDeclaration(title: title, factors: factors + shared, reference: reference)
    } catch {
      throw .choices(error.description)
    }
  }
}
