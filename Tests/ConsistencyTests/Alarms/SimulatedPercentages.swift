import Consistency
import Distributions
import StudyData

/// Arms with sizes and counts with rounded percentages; some percentages stand without count, some counts without
/// total.
struct SimulatedPercentages: SimulatedFamily {
  let name = "percentages"

  func study(_ stream: inout RandomStream) -> [EvidenceRow] {
    let decimals = stream.pick([0, 1, 1, 1, 2])
    var rows: [EvidenceRow] = []
    for arm in ["A", "B"] {
      let size = stream.whole(20...stream.pick([60, 200, 1000]))
      rows.append(.simulated(arm, "baseline-patients", "group-size", definition: "group size", total: size))
      for index in 0..<stream.whole(2...5) {
        let events = stream.binomial(size, stream.uniform())
        let percent = EvidenceRow.percent(events, of: size, decimals: decimals)
        let kind = stream.below(6)
        rows.append(
          .simulated(
            arm, "outcome-\(index)", kind == 0 ? "percent" : "count", events: kind == 0 ? nil : events,
            total: kind == 1 ? nil : size, percent: percent))
      }
    }
    return rows.numbered
  }

  var errors: [PlantedError] {
    [
      change("percentage: two digits swapped", 0.9) { text, _ in
        let places = text.indices.filter { $0 > 0 && text[$0].isNumber && text[$0 - 1].isNumber }
        guard let place = places.last(where: { text[$0] != text[$0 - 1] }) else { return false }
        text.swapAt(place, place - 1)
        return true
      },
      change("percentage: last digit one more", 0.5) { text, _ in
        guard let digit = text.last?.wholeNumberValue, digit < 9 else { return false }
        text[text.count - 1] = Character("\(digit + 1)")
        return true
      },
      change("percentage: first digit wrong", 0.9) { text, stream in
        guard let digit = text.first?.wholeNumberValue, text.count > 1 else { return false }
        let other = (digit + stream.whole(1...8)) % 9 + 1
        guard other != digit else { return false }
        text[0] = Character("\(other)")
        return true
      },
      PlantedError(name: "total: another by 5 to 20%", codes: codes, least: 0.7) { rows, stream in
        guard let place = place(rows, &stream), let total = rows[place].count(.total) else { return false }
        let other = total + max(1, total * stream.whole(5...20) / 100)
        rows[place].numbers[.total] = PrintedNumber("\(other)")
        return (rows[place].count(.events) ?? 0) > 0
      },
      PlantedError(name: "percentage printed as a share", codes: codes, least: 0.9) { rows, stream in
        guard let place = place(rows, &stream), let events = rows[place].count(.events),
          let total = rows[place].count(.total), events * 20 > total
        else { return false }
        rows[place].percent = PrintedPercent(units: (200 * events + total) / (2 * total), decimals: 2)
        return true
      },
    ]
  }

  private var codes: Set<String> { ["percent-of-total", "percent-without-total", "percent-of-whole-number"] }

  /// A row with count, total and percentage.
  private func place(_ rows: [EvidenceRow], _ stream: inout RandomStream) -> Int? {
    let places = rows.indices.filter {
      rows[$0].percent != nil && rows[$0].count(.events) != nil && rows[$0].count(.total) != nil
    }
    return places.isEmpty ? nil : stream.pick(places)
  }

  private func change(
    _ name: String, _ least: Double,
    _ edit: @escaping @Sendable (inout [Character], inout RandomStream) -> Bool
  ) -> PlantedError {
    PlantedError(name: name, codes: codes, least: least) { rows, stream in
      guard let place = place(rows, &stream), let percent = rows[place].percent else { return false }
      var text = Array(percent.description.dropLast())
      guard edit(&text, &stream), let changed = PrintedPercent(String(text)) else { return false }
      rows[place].percent = changed
      return true
    }
  }
}
