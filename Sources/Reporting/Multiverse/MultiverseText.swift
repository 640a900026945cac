import Figures
import Multiverse

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension MultiverseReport {
  /// For a terminal.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String {
    let title = declaration.title.isEmpty ? "Multiverse" : declaration.title
    return "# \(MarkdownText.escaped(title))\n\n" + sections.map(\.markdown).joined(separator: "\n")
  }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections =
      [overview] + multiverse.quantities.flatMap { [range(of: $0), factors(of: $0), ends(of: $0)] }
    func add(_ title: String, _ items: [String]) {
      if !items.isEmpty { sections.append(ReportSection(title: title, items: items)) }
    }
    add(
      "Could not be computed",
      multiverse.failures.map { "\(Self.count($0.count, "specification")): \($0.reason)" })
    add(
      "Levels that contradict each other",
      multiverse.crossing.contradictions.map {
        "\($0.reason) (\(Self.count($0.combinations, "combination")))"
      })
    add(
      "Left out",
      excluded.map {
        let scope = $0.specifications == multiverse.rows.count ? "" : " (in \($0.specifications))"
        return "\($0.exclusion.label): \($0.exclusion.reason)\(scope)"
      })
    add("Warnings", warnings.map { "\($0.message) (\($0.code))" })
    return sections
  }

  private var overview: ReportSection {
    let crossing = multiverse.crossing
    var section = ReportSection(title: declaration.title.isEmpty ? "Multiverse" : declaration.title)
    section.pairs = declaration.factors.filter(\.isVaried).map { factor in
      (factor.name.rawValue, factor.levels.map(\.name).joined(separator: ", "))
    }
    section.pairs.append(
      (
        "Combinations",
        "\(Self.thousands(declaration.productCount)) of all levels, \(Self.thousands(crossing.sensibleCount)) that go"
          + " together, \(Self.thousands(multiverse.rows.count)) different analyses"
      ))
    let missing = multiverse.rows.count - multiverse.computedCount
    if missing > 0 { section.pairs.append(("Computed", "all but \(missing)")) }
    return section
  }

  private func range(of quantity: QuantitySummary) -> ReportSection {
    let words = Words(quantity)
    func number(_ place: Int) -> String { "no. \(multiverse.rows[place].specification.number)" }
    let (first, last) = (quantity.places[0], quantity.places[quantity.places.count - 1])
    var section = ReportSection(
      title: "\(quantity.name), \(Self.count(quantity.places.count, "specification"))")
    section.pairs = [
      (
        "Range",
        "\(words.value(quantity.quantile(0))) (\(number(first))) to \(words.value(quantity.quantile(1)))"
          + " (\(number(last)))"
      ),
      (
        "Quartiles",
        "\(words.value(quantity.quantile(0.25))), median \(words.value(quantity.quantile(0.5))),"
          + " \(words.value(quantity.quantile(0.75)))"
      ),
    ]
    if let against = quantity.against {
      let sides = quantity.sides.filter { $0.count > 0 }.map { side, count, significant in
        "\(side.rawValue) in \(count) (\(Self.percent(count, of: quantity.places.count)), significantly in"
          + " \(significant))"
      }
      section.pairs.append(("Against \(words.value(against))", sides.joined(separator: "; ")))
    }
    if let mover = quantity.decomposition.mover, let swing = mover.meanSwing {
      section.pairs.append(
        (
          "Moved most by",
          "\(declaration.factors[mover.factor].name.rawValue): \(words.swing(swing)) on average between two"
            + " levels, all else equal"
        ))
    }
    return section
  }

  private func factors(of quantity: QuantitySummary) -> ReportSection {
    let words = Words(quantity)
    var table = TextTable([
      ("choice", .left), ("alone", .right), ("in all", .right), ("mean swing", .right), ("largest", .right),
      ("between", .left), ("pairs", .right),
    ])
    for part in quantity.decomposition.parts {
      let factor = declaration.factors[part.factor]
      let between = part.largest.map {
        "\(factor.levels[$0.lowLevel].name) < \(factor.levels[$0.highLevel].name) (no. "
          + "\(multiverse.rows[$0.low].specification.number), \(multiverse.rows[$0.high].specification.number))"
      }
      table.append([
        factor.name.rawValue, Self.share(part.firstOrder), Self.share(part.total),
        part.meanSwing.map(words.swing) ?? "", part.largest.map { words.swing($0.size) } ?? "", between ?? "",
        "\(part.pairs)",
      ])
    }
    var section = ReportSection(title: "What each choice does to the \(quantity.name.lowercased())")
    section.table = table
    section.items = [
      "alone: its share of the variance; in all: with its interactions, over the combinations of the others that go"
        + " with all its levels; swings: between specifications that differ in it alone"
    ]
    return section
  }

  /// The lowest, the middle and the highest specification, each with its command.
  private func ends(of quantity: QuantitySummary) -> ReportSection {
    let words = Words(quantity)
    let count = quantity.places.count
    var seen: Set<Int> = []
    let shown = [("Lowest", 0), ("Middle", (count - 1) / 2), ("Highest", count - 1)].filter {
      seen.insert($0.1).inserted
    }
    let items = shown.map { name, index in
      let place = quantity.places[index]
      let outcome = multiverse.rows[place].outcome
      let interval = "\(words.value(outcome.lower)) to \(words.value(outcome.upper))"
      return "\(name), no. \(multiverse.rows[place].specification.number), k = \(outcome.k ?? 0):"
        + " \(words.value(outcome.estimate)) (\(interval)): \(command(place))"
    }
    return ReportSection(title: "Each specification has its command (--format csv)", items: items)
  }

  private static func count(_ count: Int, _ what: String) -> String {
    "\(thousands(count)) \(what)\(count == 1 ? "" : "s")"
  }

  private static func thousands(_ count: Int) -> String {
    count < 1000 ? "\(count)" : thousands(count / 1000) + "," + String("\(1000 + count % 1000)".dropFirst())
  }

  private static func percent(_ count: Int, of all: Int) -> String {
    NumberText.fixed(100 * Double(count) / Double(all), decimals: 0) + "%"
  }

  private static func share(_ share: Double?) -> String {
    share.map { NumberText.fixed(100 * $0, decimals: 1) + "%" } ?? ""
  }
}

/// How the values of a quantity are printed.
private struct Words {
  let isPercent: Bool
  let isRatio: Bool

  init(_ quantity: QuantitySummary) { (isPercent, isRatio) = (quantity.isProportion, quantity.isRatio) }

  func value(_ value: Double?) -> String {
    guard let value else { return "?" }
    return isPercent
      ? NumberText.significant(100 * value, digits: 3) + "%" : NumberText.significant(value, digits: 3)
  }

  /// A difference: in percentage points, as a factor of ratios, as it is.
  func swing(_ swing: Double) -> String {
    if isRatio { return "× " + NumberText.fixed(exp(swing), decimals: 3) }
    return isPercent
      ? NumberText.significant(100 * swing, digits: 2) + " points" : NumberText.significant(swing, digits: 2)
  }
}
