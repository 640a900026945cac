import Consistency
import Distributions
import StudyData

/// Two arms over time, from simulated people (`ConsistentStudies`), with or without the sizes of the arms.
struct SimulatedCourses: SimulatedFamily {
  let showsSizes: Bool

  var name: String { showsSizes ? "courses" : "courses without sizes" }

  func study(_ stream: inout RandomStream) -> [EvidenceRow] {
    var studies = ConsistentStudies(stream: stream)
    let rows = studies.rows(study: "Simulated 2020")
    stream = studies.stream
    return showsSizes ? rows : Self.hidingSizes(rows)
  }

  /// Rates and medians of a matched sample of unstated size, beside the sizes before matching.
  private static func hidingSizes(_ rows: [EvidenceRow]) -> [EvidenceRow] {
    rows.filter { $0[.statistic] != "count" && $0[.arm] != "all groups" }.map { row in
      var row = row
      let total = row.count(.total)
      row.numbers[.total] = nil
      row.texts[.sample] = "matched"
      if row[.statistic] == "group-size", let total {
        row.texts[.sample] = "unmatched"
        row.numbers[.total] = PrintedNumber("\(total + total / 4)")
      }
      return row
    }
  }

  // Three p-values a study, each allowed to be wrong once in 200; the others are late deaths below many still free
  // of disease, two arms that agree in each printed rate, follow-up that ends early by chance, and medians of steep curves.
  func warnings(of check: String) -> Double {
    switch check {
    case "curve-p-value": 0.015
    case "range": 0.01
    case "identical-results": 0.001
    case "follow-up-horizon", "outcome-order", "median-p-value": 0.005
    default: 0
    }
  }

  var errors: [PlantedError] {
    guard showsSizes else { return [hugeP, wholeNumbers] }
    return [
      PlantedError(name: "survival at two times swapped", codes: ["curve-direction"], least: 0.95) {
        rows, _ in
        let rates = Self.rates(rows)
        guard rates.count > 1 else { return false }
        return Self.swap(&rows, rates[0], rates[1])
      },
      PlantedError(name: "overall and disease-free survival swapped", codes: ["outcome-order"], least: 0.95) {
        rows, _ in
        guard let first = Self.rates(rows).first,
          let other = rows.firstIndex(where: {
            $0[.arm] == "A" && $0[.outcome] == "disease-free-survival"
              && $0.number(.at) == rows[first].number(.at)
          })
        else { return false }
        return Self.swap(&rows, first, other)
      },
      PlantedError(name: "recurrence at a time doubled", codes: ["outcome-order"], least: 0.3) { rows, _ in
        guard
          let place = rows.firstIndex(where: {
            $0[.outcome] == "any-recurrence" && $0.number(.at) != nil && ($0.percent?.value ?? 0) > 10
          }), let percent = rows[place].percent, percent.value < 50
        else { return false }
        rows[place].percent = PrintedPercent(units: 2 * percent.units, decimals: percent.decimals)
        return true
      },
      PlantedError(name: "a median doubled", codes: ["median-on-curve"], least: 0.4) { rows, _ in
        let places = rows.indices.filter {
          rows[$0][.outcome] == "overall-survival" && rows[$0][.arm] == "A"
            && rows[$0].number(.estimate) != nil
        }
        guard let place = places.first, Self.rates(rows).count > 1, let value = rows[place].number(.estimate)
        else { return false }
        rows[place].numbers[.estimate] = PrintedNumber(ConsistentStudies.text(2 * value, 1))
        return true
      },
      PlantedError(name: "p < .001 for curves with p above .3", codes: ["curve-p-value"], least: 0.55) {
        rows, _ in
        guard let p = Self.p(rows), let value = rows[p].number(.p), value > 0.3, !Self.rates(rows).isEmpty
        else { return false }
        rows[p].texts[.pText] = "<.001"
        rows[p].numbers[.p] = nil
        return true
      },
      hugeP,
      PlantedError(name: "longest follow-up before the last time", codes: ["follow-up-horizon"], least: 0.95)
      {
        rows, _ in
        guard let last = Self.rates(rows).last, let time = rows[last].number(.at), time > 12 else {
          return false
        }
        for index in rows.indices { rows[index].numbers[.followUpHigh] = PrintedNumber("\(Int(time) - 2)") }
        return true
      },
      PlantedError(name: "one arm's curve copied to the other", codes: ["identical-results"], least: 0.95) {
        rows, _ in
        let rates = Self.rates(rows)
        let other = Self.rates(rows, of: "B")
        guard rates.count > 2, other.count == rates.count,
          Set(rates.map { rows[$0].percent?.units }).count > 1,
          rates.allSatisfy({ (rows[$0].percent?.value ?? 100) < 99 })
        else { return false }
        for (from, to) in zip(rates, other) { rows[to].percent = rows[from].percent }
        return true
      },
      PlantedError(name: "a total 3 larger than the arm", codes: ["group-sizes"], least: 0.95) { rows, _ in
        guard let first = Self.rates(rows).first, let total = rows[first].count(.total) else { return false }
        rows[first].numbers[.total] = PrintedNumber("\(total + 3)")
        return true
      },
      PlantedError(name: "the study 5 smaller than its arms", codes: ["sizes-add-up"], least: 0.95) {
        rows, _ in
        guard let whole = rows.firstIndex(where: { $0[.arm] == "all groups" }),
          let total = rows[whole].count(.total)
        else { return false }
        rows[whole].numbers[.total] = PrintedNumber("\(total - 5)")
        return true
      },
      PlantedError(
        name: "recurrence of all instead of those free of disease", codes: ["recurrence-denominator"],
        severity: .note, least: 0.99
      ) { rows, _ in
        guard let response = rows.first(where: { $0[.outcome] == "complete-response" }),
          response.count(.events) != response.count(.total),
          let place = rows.firstIndex(where: {
            $0[.outcome] == "any-recurrence" && $0[.arm] == response[.arm] && $0.number(.at) == nil
          })
        else { return false }
        rows[place].numbers[.total] = response.numbers[.total]
        return true
      },
      PlantedError(
        name: "adjusted ratio of another comparison", codes: ["adjusted-estimate"], severity: .note,
        least: 0.4
      ) { rows, _ in
        guard let place = rows.firstIndex(where: { $0[.statistic] == "odds-ratio" }) else { return false }
        for field in [EvidenceField.estimate, .ciLow, .ciHigh] {
          guard let value = rows[place].number(field) else { return false }
          rows[place].numbers[field] = PrintedNumber(ConsistentStudies.text(4 * value, 2))
        }
        return true
      },
    ]
  }

  /// Crude shares of 20 to 30 in each arm instead of rates over time.
  private var wholeNumbers: PlantedError {
    PlantedError(
      name: "rates of matched arms are crude shares of 20 to 30", codes: ["common-size"], severity: .note,
      least: 0.2
    ) { rows, stream in
      let (first, second) = (Self.rates(rows), Self.rates(rows, of: "B"))
      guard let one = first.first,
        let other = second.first(where: { rows[$0].number(.at) == rows[one].number(.at) }),
        (rows[one].percent?.decimals ?? 0) > 0
      else { return false }
      let size = stream.whole(20...30)
      for place in [one, other] {
        rows[place].percent = EvidenceRow.percent(stream.whole(1...(size - 1)), of: size, decimals: 1)
      }
      return true
    }
  }

  private var hugeP: PlantedError {
    PlantedError(
      name: "p = .800 for curves with p below .001", codes: ["curve-p-value"],
      least: showsSizes ? 0.25 : 0.02
    ) { rows, _ in
      guard let p = Self.p(rows), rows[p][.pText] == "<.001", !Self.rates(rows).isEmpty else { return false }
      rows[p].texts[.pText] = ".800"
      rows[p].numbers[.p] = PrintedNumber("0.800")
      return true
    }
  }

  /// The rates of overall survival of an arm.
  private static func rates(_ rows: [EvidenceRow], of arm: String = "A") -> [Int] {
    rows.indices.filter {
      rows[$0][.outcome] == "overall-survival" && rows[$0][.arm] == arm && rows[$0].percent != nil
    }
  }

  /// The row of the p-value of overall survival.
  private static func p(_ rows: [EvidenceRow]) -> Int? {
    rows.firstIndex { $0.isComparison && $0[.outcome] == "overall-survival" }
  }

  /// Whether the first percentage is the larger by more than 1 point; then the two are swapped.
  private static func swap(_ rows: inout [EvidenceRow], _ one: Int, _ other: Int) -> Bool {
    guard let first = rows[one].percent, let second = rows[other].percent, first.value - second.value > 1
    else { return false }
    (rows[one].percent, rows[other].percent) = (second, first)
    return true
  }
}
