import ArgumentParser
import MetaAnalysis

/// In which order studies are added.
struct OrderOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      """
      A column, or file, precision, weight, estimate; a - before it turns it round. precision and weight begin with \
      the largest. A column of one of these names: column:NAME.
      """, valueName: "order"))
  var order = "file"

  @Flag(
    name: .long, help: "Add studies with the same value of the order, such as the same year, in one step.")
  var collapse = false

  /// The steps.
  func steps(_ data: RefitData, clusters: StudyClusters) throws -> StudyOrder {
    let isReversed = order.hasPrefix("-")
    let name = isReversed ? String(order.dropFirst()) : order
    guard !name.isEmpty else {
      throw Failure.usage("--order needs a column, or file, precision, weight, estimate")
    }
    if name == "file" {
      if collapse { throw Failure.usage("--collapse takes what is equal in an order; name one with --order") }
      return StudyOrder(clusters, isDescending: isReversed)
    }
    let key = try key(name, data)
    return StudyOrder(
      by: key.values, named: key.name, clusters: clusters, isDescending: key.beginsWithLargest != isReversed,
      collapsesTies: collapse)
  }

  private func key(
    _ name: String, _ data: RefitData
  ) throws -> (values: StudyValues.Values, name: String, beginsWithLargest: Bool) {
    switch name {
    case "precision":
      return (.numbers(try effects(data, name).studies.map { 1 / $0.sei }), "precision", true)
    case "estimate": return (.numbers(try effects(data, name).yi), "estimate", false)
    case "weight":
      let weights = try data.refittable.fitAll().weights
      guard weights.count == data.refittable.k else {
        throw Failure.usage("--order weight: this analysis gives its studies no weights; take precision")
      }
      return (.numbers(weights.map { $0 * 100 }), "weight", true)
    default:
      let column = name.hasPrefix("column:") ? String(name.dropFirst(7)) : name
      let read = try data.places.values(of: column, for: "--order")
      return (read.values, read.column, false)
    }
  }

  private func effects(_ data: RefitData, _ name: String) throws(Failure) -> EffectSizes {
    guard let effects = data.effects else {
      throw .usage(
        "--order \(name) needs one effect size per study, and a curve has several; order by a column")
    }
    return effects
  }
}
