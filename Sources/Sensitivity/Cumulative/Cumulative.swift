/// An analysis made again each time that studies are added, from the first to all.
///
/// The studies of a step are analyzed in the order of the data, whatever the order in which they were added, so that
/// the last step is the analysis of all to the bit. metafor: `cumul`.
///
/// Source: Lau J and others (1992), *N Engl J Med* 327:248–254.
public struct Cumulative: Sendable {
  /// The analysis up to one step.
  public struct Step: Sendable {
    /// What was added.
    public let added: StudyOrder.Step
    /// The number of studies so far.
    public let kept: Int
    /// Their analysis, or why it cannot be made: the first studies may be too few for the model.
    public let refit: Result<Refit, RefitError>
  }

  /// The analysis of all studies, which is that of the last step.
  public let all: Refit
  /// The steps.
  public let steps: [Step]
  /// In which steps studies were added.
  public let order: StudyOrder
  /// The confidence level; p-values are compared with 1 − level.
  public let level: Double

  /// Makes the analysis after each step.
  ///
  /// - Parameters:
  ///   - analysis: the analysis.
  ///   - order: the steps, which together are all studies (a precondition); by default each study in the order of the data.
  ///   - level: the confidence level of the analysis, which tells what is significant.
  /// - Throws: ``RefitError`` where not even all studies can be analyzed.
  public init(
    _ analysis: some Refittable, order: StudyOrder? = nil, level: Double = 0.95
  ) throws(RefitError) {
    let order = order ?? StudyOrder(StudyClusters(each: analysis.labels))
    precondition(order.steps.reduce(0) { $0 + $1.places.count } == analysis.k, "the steps are all studies")
    all = try analysis.fitAll()
    self.order = order
    self.level = level
    var isAdded = [Bool](repeating: false, count: analysis.k)
    var steps: [Step] = []
    for step in order.steps {
      for place in step.places { isAdded[place] = true }
      let kept = isAdded.indices.filter { isAdded[$0] }
      let refit: Result<Refit, RefitError> =
        kept.count == isAdded.count
        ? .success(all) : Result { () throws(RefitError) in try analysis.refit(kept) }
      steps.append(Step(added: step, kept: kept.count, refit: refit))
    }
    self.steps = steps
  }

  /// The place of the first step from which on the conclusion about a quantity is the last one's: significance,
  /// interval and direction; nil where it has no null value.
  public func settledStep(_ name: String) -> Int? {
    guard let last = all.quantity(named: name), last.null != nil, !steps.isEmpty else { return nil }
    var settled = steps.count - 1
    for place in steps.indices.reversed() {
      guard let quantity = (try? steps[place].refit.get())?.quantity(named: name), quantity.value != nil,
        quantity.changes(from: last, level: level).isEmpty
      else { break }
      settled = place
    }
    return settled
  }

  /// The warnings of the refits, each code once.
  public var refitWarnings: [RefitWarning] {
    RefitWarning.collected(
      steps.dropLast().enumerated().compactMap { place, step in
        (try? step.refit.get()).map { ("at step \(place + 1)", $0) }
      })
  }
}
