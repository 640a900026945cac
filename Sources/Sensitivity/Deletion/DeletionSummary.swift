/// What leave-one-out says about one quantity in short.
public struct DeletionSummary: Sendable, Equatable {
  /// The quantity without a study or cluster.
  public struct Extreme: Sendable, Equatable {
    /// What was left out.
    public let name: String
    /// The quantity without it.
    public let quantity: Refit.Quantity
  }

  /// An omission that changes the conclusion.
  public struct Change: Sendable, Equatable {
    /// What was left out.
    public let name: String
    /// The quantity without it.
    public let quantity: Refit.Quantity
    /// What changes.
    public let changes: [ConclusionChange]
  }

  /// The quantity with all studies.
  public let all: Refit.Quantity
  /// The omission with the smallest value on the analysis scale.
  public let smallest: Extreme
  /// The omission with the largest value.
  public let largest: Extreme
  /// The omission whose value lies furthest from that of all studies, on the analysis scale.
  public let mostMoved: Extreme
  /// The omissions that change the conclusion, in order.
  public let changes: [Change]
  /// What was left out where the value leaves the confidence interval with all studies.
  public let outside: [String]
  /// How many omissions gave a value.
  public let count: Int
}

extension LeaveOneOut {
  /// The summary of a quantity; nil where it has no value with all studies, or none without any.
  ///
  /// Of omissions that are equal, the first is named.
  public func summary(of name: String) -> DeletionSummary? {
    guard let whole = all.quantity(named: name), let center = whole.value else { return nil }
    var (smallest, largest, mostMoved): (Int?, Int?, Int?) = (nil, nil, nil)
    var found: [DeletionSummary.Extreme] = []
    var values: [Double] = []
    for deletion in deletions {
      guard let quantity = (try? deletion.refit.get())?.quantity(named: name), let value = quantity.value
      else { continue }
      let place = values.count
      if smallest.map({ value < values[$0] }) ?? true { smallest = place }
      if largest.map({ value > values[$0] }) ?? true { largest = place }
      if mostMoved.map({ abs(value - center) > abs(values[$0] - center) }) ?? true { mostMoved = place }
      values.append(value)
      found.append(.init(name: deletion.cluster.name, quantity: quantity))
    }
    guard let smallest, let largest, let mostMoved else { return nil }
    return DeletionSummary(
      all: whole, smallest: found[smallest], largest: found[largest], mostMoved: found[mostMoved],
      changes: found.compactMap {
        let changes = $0.quantity.changes(from: whole, level: level)
        return changes.isEmpty ? nil : .init(name: $0.name, quantity: $0.quantity, changes: changes)
      }, outside: zip(found, values).filter { whole.holds($1) == false }.map(\.0.name), count: found.count)
  }
}
