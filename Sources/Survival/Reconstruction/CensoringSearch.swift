/// How many were lost in a risk interval: a search over whole numbers.
///
/// Guyot and others step from a first guess by the difference from the risk table until it is met, which may go back
/// and forth without end where rounding lets the difference jump. Here the number is bisected, since those at
/// risk at the end fall as more are lost, and of its neighbors that meet the table equally well the one with
/// the smallest |ΔS| is taken: never more than log₂ n + 6 walks.
struct CensoringSearch {
  let interval: RiskInterval
  /// The walks made.
  private(set) var walks = 0

  init(_ interval: RiskInterval) {
    self.interval = interval
  }

  /// The walk that leaves `target` at risk at the end, or as nearly so as whole people allow.
  mutating func meeting(atRisk target: Int) -> IntervalWalk {
    let most = max(0, interval.atRisk - target)
    let first = smallest(upTo: most) { $0.atRisk <= target }
    var best = walk(first)
    for lost in max(0, first - 2)...min(most, first + 2) where lost != first {
      let other = walk(lost)
      if rank(other, target) < rank(best, target) { best = other }
    }
    return best
  }

  private func rank(_ walk: IntervalWalk, _ target: Int) -> (Int, Int, Double) {
    (walk.fallWithNoneAtRisk == nil ? 0 : 1, abs(walk.atRisk - target), walk.largestGap)
  }

  /// The walk of the last interval, of whose end nothing is reported: with `guess` lost, or as many of them as
  /// leave the curve within `tolerance` of what was read; or, where the number of deaths is known, with the number
  /// nearest to the guess that gives it and leaves someone at risk whenever the curve falls.
  mutating func last(guess: Int, deaths: Int?, tolerance: Double) -> IntervalWalk {
    guard let deaths else {
      let allowed = max(tolerance, walk(0).largestGap)
      return walk(min(guess, mostPossible { $0.largestGap <= allowed }))
    }
    let most = mostPossible { _ in true }
    let first = smallest(upTo: most) { $0.totalDeaths <= deaths }
    let nearest = walk(first).totalDeaths
    let beyond = smallest(upTo: most + 1) { $0.totalDeaths < nearest }
    return walk(min(max(guess, first), max(first, beyond - 1)))
  }

  /// The most that can be lost so that someone is at risk whenever the curve falls, and `holds` too.
  private mutating func mostPossible(where holds: (IntervalWalk) -> Bool) -> Int {
    let first = smallest(upTo: interval.atRisk + 1) {
      $0.fallWithNoneAtRisk != nil || $0.atRisk < 0 || !holds($0)
    }
    return max(0, first - 1)
  }

  /// The smallest number lost from 0 on with a property that, once true, stays true; `limit` where none below it has it.
  private mutating func smallest(upTo limit: Int, where holds: (IntervalWalk) -> Bool) -> Int {
    var (low, high) = (0, limit)
    while low < high {
      let middle = (low + high) / 2
      if holds(walk(middle)) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func walk(_ censored: Int) -> IntervalWalk {
    walks += 1
    return IntervalWalk(interval, censored: censored)
  }
}
