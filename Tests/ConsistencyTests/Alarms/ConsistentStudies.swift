import Consistency
import Distributions
import StudyData
import Survival

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Studies whose printed numbers all come from the same simulated people: nothing in them is wrong.
///
/// Two arms with Weibull times to death and to recurrence, uniform censoring, Kaplan–Meier rates at times
/// with at least ten at risk, medians where reached, the log-rank p-value, all rounded as papers round.
struct ConsistentStudies {
  var stream: RandomStream

  init(stream: RandomStream) { self.stream = stream }

  struct Person {
    let death: Double
    let recurrence: Double
    let isLocal: Bool
    let isOfDisease: Bool
    let responds: Bool
    let end: Double

    var survival: SurvivalTime { SurvivalTime(time: min(death, end), isEvent: death <= end) }
    var cause: SurvivalTime { SurvivalTime(time: min(death, end), isEvent: death <= end && isOfDisease) }
    var disease: SurvivalTime {
      let first = min(death, recurrence)
      return SurvivalTime(time: min(first, end), isEvent: first <= end)
    }
    var recurs: Bool { recurrence <= min(death, end) }
    var relapse: SurvivalTime { SurvivalTime(time: min(recurrence, death, end), isEvent: recurs) }
  }

  /// The rows of one study.
  mutating func rows(study: String) -> [EvidenceRow] {
    let sizes = (20 + stream.below(180), 20 + stream.below(180))
    let median = 15 + 60 * stream.uniform()
    let shape = 0.7 + 0.9 * stream.uniform()
    let ratio = stream.coin() ? 1 : exp(2.4 * (stream.uniform() - 0.5))
    let otherShape = stream.uniform() < 0.3 ? 0.7 + 0.9 * stream.uniform() : shape
    let shortest = 6 * stream.uniform()
    let longest = 40 + 60 * stream.uniform()
    let responding = stream.coin() ? 1 : 0.6 + 0.4 * stream.uniform()
    let arms = [
      people(sizes.0, median: median, shape: shape, ratio: 1, shortest, longest, responding),
      people(sizes.1, median: median, shape: otherShape, ratio: ratio, shortest, longest, responding),
    ]
    let decimals = stream.coin() ? 0 : 1
    var rows: [EvidenceRow] = []
    func add(
      _ texts: [EvidenceField: String], _ numbers: [EvidenceField: String] = [:], percent: String? = nil
    ) {
      var texts = texts
      texts[.unit] = "patient"
      texts[.population] = "HCC"
      texts[.rowType] = texts[.rowType] ?? "arm"
      rows.append(
        EvidenceRow(
          row: rows.count + 1, line: rows.count + 2, study: study, texts: texts,
          numbers: numbers.compactMapValues { PrintedNumber($0) },
          percent: percent.flatMap { PrintedPercent($0) }))
    }
    add(
      [.arm: "all groups", .outcome: "baseline-patients", .statistic: "group-size"],
      [.total: "\(sizes.0 + sizes.1)"])
    let outcomes: [(String, (Person) -> SurvivalTime)] = [
      ("overall-survival", \.survival), ("cancer-specific-survival", \.cause),
      ("disease-free-survival", \.disease),
    ]
    let times = [12.0, 24, 36, 60].filter { _ in stream.uniform() < 0.8 }
    for (index, people) in arms.enumerated() {
      let arm = ["A", "B"][index]
      let followed = people.map(\.survival.time).sorted()
      var follow: [EvidenceField: String] = [
        .followUpMedian: Self.text(followed[followed.count / 2], 0), .followUpLow: Self.text(followed[0], 0),
        .followUpHigh: Self.text(followed[followed.count - 1], 0),
      ]
      follow[.total] = "\(people.count)"
      add([.arm: arm, .outcome: "baseline-patients", .statistic: "group-size"], follow)
      for (outcome, time) in outcomes {
        let curve = KaplanMeier(people.map(time))
        for at in times where people.filter({ time($0).time >= at }).count >= 10 {
          var numbers = follow
          numbers[.at] = Self.text(at, 0)
          add(
            [.arm: arm, .outcome: outcome, .definition: "at time point", .statistic: "percent"], numbers,
            percent: Self.text(100 * curve.survival(at: at), decimals))
        }
        if let middle = curve.steps.first(where: { $0.survival <= 0.5 }) {
          var numbers = follow
          numbers[.estimate] = Self.text(middle.time, decimals)
          add([.arm: arm, .outcome: outcome, .definition: "median", .statistic: "median-months"], numbers)
        }
      }
      let free = people.filter(\.responds)
      let relapse = KaplanMeier(free.map(\.relapse))
      for at in times where free.filter({ $0.relapse.time >= at }).count >= 10 {
        var numbers = follow
        (numbers[.at], numbers[.total]) = (Self.text(at, 0), "\(free.count)")
        add(
          [.arm: arm, .outcome: "any-recurrence", .definition: "at time point", .statistic: "percent"],
          numbers,
          percent: Self.text(100 * (1 - relapse.survival(at: at)), decimals))
      }
      let counts: [(String, Int, Int)] = [
        ("death", people.count(where: \.survival.isEvent), people.count),
        ("complete-response", free.count, people.count),
        ("any-recurrence", free.count(where: \.recurs), free.count),
        ("local-recurrence", free.count { $0.recurs && $0.isLocal }, free.count),
      ]
      for (outcome, count, total) in counts where total > 0 {
        var numbers = follow
        (numbers[.events], numbers[.total]) = ("\(count)", "\(total)")
        add(
          [.arm: arm, .outcome: outcome, .definition: "during follow-up", .statistic: "count"], numbers,
          percent: Self.text(100 * Double(count) / Double(total), decimals))
      }
    }
    let isAtTime = stream.coin()
    for (outcome, time) in outcomes {
      // Of the whole curves, or up to the last time that both arms print.
      let last = times.filter { at in
        arms.allSatisfy { people in people.filter { time($0).time >= at }.count >= 10 }
      }.last
      let end = isAtTime ? last : nil
      let samples = arms.map { people in
        people.map { person in
          let whole = time(person)
          guard let end, whole.time > end else { return whole }
          return SurvivalTime(time: end, isEvent: false)
        }
      }
      let p = 2 * Normal.standard.upperTail(abs(Self.logRank(samples[0], samples[1])))
      var texts: [EvidenceField: String] = [
        .rowType: "comparison", .arm: "A v B", .comparator: "B", .outcome: outcome,
        .definition: end == nil ? "whole curve" : "at time point", .statistic: "p-value",
      ]
      texts[.pText] = p < 0.001 ? "<.001" : Self.text(p, 3)
      var numbers: [EvidenceField: String] = p < 0.001 ? [:] : [.p: Self.text(p, 3)]
      numbers[.at] = end.map { Self.text($0, 0) }
      add(texts, numbers)
    }
    if let odds = oddsRatio(arms[0].filter(\.responds), arms[1].filter(\.responds)) {
      let base: [EvidenceField: String] = [
        .rowType: "comparison", .arm: "A v B", .comparator: "B", .outcome: "any-recurrence",
      ]
      add(
        base.merging([.definition: "during follow-up", .statistic: "p-value", .pText: odds.p]) { $1 },
        odds.p.first == "<" ? [:] : [.p: odds.p])
      add(base.merging([.definition: "adjusted", .statistic: "odds-ratio"]) { $1 }, odds.adjusted)
    }
    return rows
  }

  /// The p-value of recurrence by Pearson's test, and an odds ratio that adjustment moves by a standard deviation of
  /// half its standard error; nil with an empty cell.
  private mutating func oddsRatio(_ first: [Person], _ second: [Person])
    -> (p: String, adjusted: [EvidenceField: String])?
  {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let counts = TwoArmCounts(
      first.filter(\.recurs).count, of: first.count, second.filter(\.recurs).count, of: second.count)
    let cells = [
      counts.events1, counts.total1 - counts.events1, counts.events2, counts.total2 - counts.events2,
    ].map(Double.init)
    guard cells.allSatisfy({ $0 > 0 }), let p = TwoArmTest.pearson.pValue(counts) else { return nil }
    let se = cells.reduce(0) { $0 + 1 / $1 }.squareRoot()
    let middle = log(cells[0] * cells[3] / (cells[1] * cells[2])) + 0.5 * se * stream.normal()
    let text = { (value: Double) in Self.text(exp(value), 2) }
    return (
      p < 0.001 ? "<.001" : Self.text(p, 3),
      [
        .estimate: text(middle), .ciLow: text(middle - 1.96 * se), .ciHigh: text(middle + 1.96 * se),
        .ciLevel: "0.95",
      ]
    )
  }

  private mutating func people(
    _ count: Int, median: Double, shape: Double, ratio: Double, _ shortest: Double, _ longest: Double,
    _ responding: Double
  ) -> [Person] {
    (0..<count).map { _ in
      let scale = median / pow(log(2) * ratio, 1 / shape)
      let death = scale * pow(-log(1 - stream.uniform()), 1 / shape)
      let recurrence = 0.7 * scale * pow(-log(1 - stream.uniform()), 1 / shape)
      let responds = stream.uniform() < responding
      return Person(
        death: death, recurrence: responds ? recurrence : .infinity, isLocal: stream.uniform() < 0.4,
        isOfDisease: stream.uniform() < 0.8, responds: responds,
        end: shortest + (longest - shortest) * stream.uniform())
    }
  }

  /// z of the log-rank test, positive if the second group has more events than expected.
  static func logRank(_ first: [SurvivalTime], _ second: [SurvivalTime]) -> Double {
    var sorted = first.map { ($0, 0) } + second.map { ($0, 1) }
    sorted.sort { $0.0.time < $1.0.time }
    var risk = [Double(first.count), Double(second.count)]
    var (excess, variance) = (0.0, 0.0)
    for (person, group) in sorted {
      let all = risk[0] + risk[1]
      if person.isEvent {
        excess += Double(group) - risk[1] / all
        variance += risk[0] * risk[1] / (all * all)
      }
      risk[group] -= 1
    }
    return variance > 0 ? excess / variance.squareRoot() : 0
  }

  static func text(_ value: Double, _ decimals: Int) -> String {
    let scale = pow(10.0, Double(decimals))
    let units = Int((value * scale).rounded())
    guard decimals > 0 else { return "\(units)" }
    let digits = String(repeating: "0", count: max(0, decimals + 1 - String(units).count)) + String(units)
    return digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }
}
