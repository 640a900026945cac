import Distributions

/// The intervals of a selection function with the studies in each, and the weights that come of them.
struct SelectionIntervals {
  /// One interval of p or, for a cut, of the effect in the units of the analysis.
  struct Interval: Sendable, Equatable {
    let lower: Double
    let upper: Double
    let studies: Int
  }

  /// The intervals, the one with the full weight first; empty where weights follow a formula.
  private(set) var intervals: [Interval]
  /// The weights.
  private(set) var weights: any SelectionWeights
  /// The cut of the effect in the units of the analysis; nil where weights depend on p.
  private(set) var cut: Double?
  /// Parameters that are estimated beside those of the weights.
  private(set) var extraParameters = 0
  private let sign: Double
  private let null: Double

  /// Sorts the studies into the intervals.
  ///
  /// - Throws: ``SelectionError`` where the function is none, or an interval has no study that would tell its weight.
  init(
    _ function: SelectionFunction, _ data: SelectionData, _ alternative: SelectionAlternative,
    weights given: [Double]?, null: Double
  ) throws(SelectionError) {
    let isTwoSided = alternative == .twoSided
    sign = alternative.sign
    self.null = null
    if given != nil, function.name != .step {
      throw .weights("weights can be given for a step function only, not for \(function.name.rawValue)")
    }
    switch function {
    case .step(let steps):
      let p = data.pValues(isTwoSided: isTwoSided).map(\.p)
      intervals = try Self.sorted(p, into: steps)
      if let given { try Self.check(given, intervals: intervals.count) }
      if given == nil, let empty = intervals.first(where: { $0.studies == 0 }) {
        throw .emptyInterval(
          "no study has a \(alternative == .twoSided ? "two-sided" : "one-sided (\(alternative.rawValue))")"
            + " p-value \(Self.words(empty)), so that its probability of selection cannot be estimated;"
            + " choose other steps (--steps) or the other direction")
      }
      self.weights = StepWeights(
        stretches: Self.stretches(steps, isTwoSided: isTwoSided), counts: intervals.map(\.studies),
        given: given)
    case .truncation(let at):
      guard !isTwoSided else { throw .twoSidedTruncation }
      intervals = []
      self.weights = TruncationWeights(cut: 0, below: 0)
      (self.weights, intervals, cut) = split(data, at: sign * (at - null), includesCut: false)
      guard intervals.allSatisfy({ $0.studies > 0 }) else {
        let side = (intervals[0].studies == 0) == (sign > 0) ? "above" : "at or below"
        throw .emptyInterval(
          "no study has an effect \(side) the cut \(at), so that the selection cannot be estimated; choose"
            + " another cut (--cut) or the other direction")
      }
    case .truncationEstimated:
      guard !isTwoSided else { throw .twoSidedTruncation }
      guard Set(data.yi).count > 1 else {
        throw .emptyInterval("all effects are the same: no cut has studies on both sides")
      }
      intervals = []
      self.weights = TruncationWeights(cut: 0, below: 0)
      extraParameters = 1
    default:
      intervals = []
      self.weights = SmoothWeights(
        function, observed: data.pValues(isTwoSided: isTwoSided), isTwoSided: isTwoSided)
    }
  }

  /// This by itself or, where the cut is estimated, with each cut that can be best: between two neighbouring effects the
  /// likelihood rises with the cut where δ < 1 and falls where δ > 1, so that its supremum is at an effect, which then
  /// counts as beyond the cut or as below it.
  func candidates(_ data: SelectionData) -> [SelectionIntervals] {
    guard extraParameters > 0 else { return [self] }
    let values = Set(data.yi).sorted()
    return zip(values, values.dropFirst()).flatMap { lower, upper in
      [(upper, true), (lower, false)].map { place, includesCut in
        var copy = self
        (copy.weights, copy.intervals, copy.cut) = split(data, at: place, includesCut: includesCut)
        return copy
      }
    }
  }

  /// The studies beyond a cut and those below it; the cut itself counts as beyond if `includesCut`.
  private func split(
    _ data: SelectionData, at cut: Double, includesCut: Bool
  ) -> (weights: any SelectionWeights, intervals: [Interval], cut: Double) {
    let below = data.yi.filter { includesCut ? $0 < cut : $0 <= cut }.count
    let place = sign * cut + null
    let (beyond, under) = (data.k - below, below)
    let intervals =
      sign > 0
      ? [
        Interval(lower: place, upper: .infinity, studies: beyond),
        Interval(lower: -.infinity, upper: place, studies: under),
      ]
      : [
        Interval(lower: -.infinity, upper: place, studies: beyond),
        Interval(lower: place, upper: .infinity, studies: under),
      ]
    return (TruncationWeights(cut: cut, below: below), intervals, place)
  }

  private static func sorted(_ p: [Double], into steps: [Double]) throws(SelectionError) -> [Interval] {
    guard !steps.isEmpty, zip(steps, steps.dropFirst()).allSatisfy(<), steps.allSatisfy({ $0 > 0 && $0 < 1 })
    else { throw .steps(steps) }
    let borders = [0] + steps + [1]
    return zip(borders, borders.dropFirst()).map { lower, upper in
      let studies = p.filter { (lower == 0 || $0 > lower) && $0 <= upper }.count
      return Interval(lower: lower, upper: upper, studies: studies)
    }
  }

  private static func check(_ weights: [Double], intervals: Int) throws(SelectionError) {
    guard weights.count == intervals else {
      throw .weights("\(intervals) intervals of p need as many weights, not \(weights.count)")
    }
    guard weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .weights("the weights of a selection are positive numbers")
    }
  }

  /// The stretches of z that belong to the intervals of p.
  private static func stretches(
    _ steps: [Double], isTwoSided: Bool
  ) -> [(lower: Double, upper: Double, interval: Int)] {
    let borders =
      [Double.infinity] + steps.map { Normal.standard.upperQuantile(isTwoSided ? $0 / 2 : $0) }
    var stretches: [(lower: Double, upper: Double, interval: Int)] = []
    for j in steps.indices {
      stretches.append((borders[j + 1], borders[j], j))
      if isTwoSided { stretches.append((-borders[j], -borders[j + 1], j)) }
    }
    let last = borders[steps.count]
    return stretches + [(isTwoSided ? -last : -.infinity, last, steps.count)]
  }

  private static func words(_ interval: Interval) -> String {
    if interval.lower == 0 { return "up to \(interval.upper)" }
    return interval.upper == 1
      ? "above \(interval.lower)" : "above \(interval.lower) and up to \(interval.upper)"
  }
}
