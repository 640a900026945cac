import EffectSizes
import LinearAlgebra
import Pooling

/// A model whose studies are diagnosed, as a part of an analysis.
struct DiagnosedAnalysis: Sendable {
  /// `all`, a subgroup's name, or `subgroups` for all of them with one τ².
  let name: String
  /// The places of its studies among those of the analysis.
  let places: [Int]
  /// The model.
  let model: any DiagnosticModel
}

/// An analysis that says of which models it is made.
protocol Diagnosable: Refittable {
  /// Its models, that of all studies first.
  ///
  /// - Throws: ``RefitError`` where one of them cannot be fitted.
  func diagnosed() throws(RefitError) -> [DiagnosedAnalysis]
}

extension DiagnosedAnalysis {
  /// The models of any analysis; of one that does not say, its main quantity.
  static func parts(of analysis: some Refittable) throws(RefitError) -> [DiagnosedAnalysis] {
    let k = try analysis.fitAll().k
    guard k > 1 else {
      throw RefitError("there is a single study; its influence can only be told beside others")
    }
    if let analysis = analysis as? any Diagnosable { return try analysis.diagnosed() }
    return [
      DiagnosedAnalysis(
        name: "all", places: Array(analysis.labels.indices),
        model: RefitDiagnostics(analysis, studies: .unknown(analysis.labels), definitions: .none))
    ]
  }
}

extension [StudyEffect] {
  /// Studies without effect sizes.
  fileprivate static func unknown(_ labels: [String]) -> [StudyEffect] {
    labels.map { StudyEffect(label: $0, yi: .nan, vi: .nan, estimate: .nan, lower: .nan, upper: .nan) }
  }
}

extension RefittableCurve: Diagnosable {
  func diagnosed() throws(RefitError) -> [DiagnosedAnalysis] {
    _ = try Self.restrictedMean(of: fitAll())
    return [
      DiagnosedAnalysis(
        name: "all", places: Array(curves.indices),
        model: RefitDiagnostics(
          self, studies: .unknown(labels), definitions: .none, quantity: Self.restrictedMean))
    ]
  }
}

extension RefittablePool: Diagnosable {
  func diagnosed() throws(RefitError) -> [DiagnosedAnalysis] {
    [try part(named: "all", places: Array(effects.studies.indices))]
  }

  /// This model as a part of an analysis.
  func part(named name: String, places: [Int]) throws(RefitError) -> DiagnosedAnalysis {
    DiagnosedAnalysis(name: name, places: places, model: try diagnosticModel())
  }

  private func diagnosticModel() throws(RefitError) -> any DiagnosticModel {
    switch model {
    case let random as RandomEffects where random.test != .henmiCopas:
      return try InverseVarianceDiagnostics(
        effects.studies, tau2: random.tau2, test: random.test, source: self)
    case let common as CommonEffect:
      return try InverseVarianceDiagnostics(effects.studies, tau2: nil, test: common.test, source: self)
    default: return RefitDiagnostics(self, studies: effects.studies, definitions: definitions)
    }
  }

  private var definitions: RefitDiagnostics.Definitions {
    switch model {
    case is RandomEffects, is DerSimonianLairdMantelHaenszel: .weightedMean
    case is Peto: .peto
    case is MantelHaenszel: .mantelHaenszel
    case is MixedModel: .likelihood
    default: .none
    }
  }
}

extension RefittableRegression: Diagnosable {
  func diagnosed() throws(RefitError) -> [DiagnosedAnalysis] {
    let studies = data.effects.studies
    let diagnostics = try InverseVarianceDiagnostics(
      studies, design: (data.design.matrix, data.design.names), tau2: model.tau2, test: model.test,
      source: self, leastDF: 1)
    return [DiagnosedAnalysis(name: "all", places: Array(studies.indices), model: diagnostics)]
  }
}

extension RefittableSubgroups: Diagnosable {
  func diagnosed() throws(RefitError) -> [DiagnosedAnalysis] {
    var parts = try overall.diagnosed()
    var names: [String] = []
    for case let name? in effects.studies.map(\.group) where !names.contains(name) { names.append(name) }
    if model.tau2 == .common, let random = model.model as? RandomEffects {
      let groups = effects.studies.map(\.group)
      let design = Matrix(rows: groups.count, columns: names.count) { groups[$0] == names[$1] ? 1 : 0 }
      let diagnostics = try InverseVarianceDiagnostics(
        effects.studies, design: (design, names), tau2: random.tau2, test: random.test)
      parts.append(
        DiagnosedAnalysis(name: "subgroups", places: Array(groups.indices), model: diagnostics))
      return parts
    }
    for name in names {
      let places = effects.studies.indices.filter { effects.studies[$0].group == name }
      let pool = RefittablePool(model.model, effects: effects.selecting(places), size: size)
      parts.append(try pool.part(named: name, places: places))
    }
    return parts
  }
}
