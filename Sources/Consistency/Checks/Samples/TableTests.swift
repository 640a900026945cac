import Distributions

/// The usual tests of two counts.
struct TableTests {
  /// Pearson's χ², χ² with Yates's correction, and Fisher's exact test, by name; two-sided.
  let all: [(name: String, p: Double)]

  /// The tests of events and totals of two arms, both totals positive.
  init(_ first: (Int, Int), _ second: (Int, Int)) {
    let (events, people) = (first.0 + second.0, first.1 + second.1)
    guard events > 0, events < people else {
      all = [("Fisher's test", 1)]
      return
    }
    let (a, n1, n2) = (Double(first.0), Double(first.1), Double(second.1))
    let (m, n) = (Double(events), Double(people))
    let distance = abs(a * n2 - Double(second.0) * n1)
    let scale = n / (n1 * n2 * m * (n - m))
    let chi = ChiSquared(degreesOfFreedom: 1)
    let corrected = max(0, distance - n / 2)
    let law = Hypergeometric(population: people, successes: events, draws: first.1)
    let observed = law.probability(first.0)
    let fisher = (law.lowest...law.highest).map(law.probability).filter { $0 <= observed * (1 + 1e-7) }
      .reduce(0, +)
    all = [
      ("χ²", chi.upperTail(distance * distance * scale)),
      ("the corrected χ²", chi.upperTail(corrected * corrected * scale)),
      ("Fisher's test", min(1, fisher)),
    ]
  }
}
