/// Branch and bound for one goal, the box with the best bound first.
struct RoundingSearch {
  /// The best combination found.
  struct Outcome {
    let leaf: RoundingEvaluation.Leaf
    let choice: [Int]
    /// What it is worth.
    let merit: Double
    /// What no combination exceeds.
    let bound: Double
    let isProven: Bool
  }

  /// A box whose combinations may still hold something better.
  private struct Node {
    let box: RoundingBox
    let bound: RoundingBound.Value
  }

  /// The number of boxes after which the search stops.
  static let boxLimit = 100_000
  /// Boxes of so few combinations are fitted one by one.
  private static let smallBox = 16.0

  private let goal: RoundingGoal
  private let evaluation: RoundingEvaluation
  private let bound: RoundingBound
  private var heap: [Node] = []
  private var best: Outcome

  init(_ goal: RoundingGoal, _ evaluation: RoundingEvaluation, _ bound: RoundingBound) {
    self.goal = goal
    self.evaluation = evaluation
    self.bound = bound
    best = Outcome(
      leaf: RoundingEvaluation.Leaf(value: .nan, statistic: nil, p: nil), choice: [],
      merit: -.infinity, bound: -.infinity, isProven: false)
  }

  /// Searches until no box can hold anything better.
  ///
  /// - Throws: ``PoolingError`` where a combination cannot be pooled.
  mutating func run() throws(PoolingError) -> Outcome {
    let all = RoundingBox(evaluation.possible)
    try climb(from: all.lower, in: all)
    try climb(from: all.upper, in: all)
    push(Node(box: all, bound: bound.value(all, goal, within: nil)))
    var visited = 0
    while let node = pop(), exceeds(node.bound.merit) {
      visited += 1
      guard visited < Self.boxLimit else { return outcome(bound: node.bound.merit, isProven: false) }
      let halves = node.box.halves(of: node.bound.widestStudy)
      for box in [halves.0, halves.1] {
        if box.combinations <= Self.smallBox {
          for found in try evaluation.enumerate([goal], in: box) { keep(found) }
        } else {
          let value = bound.value(box, goal, within: node.bound.tau2)
          if exceeds(value.merit) { push(Node(box: box, bound: value)) }
        }
      }
    }
    return outcome(bound: best.merit, isProven: true)
  }

  /// Whether a bound leaves room for something better, beyond rounding errors.
  private func exceeds(_ merit: Double) -> Bool {
    merit > best.merit + 1e-12 * (1 + abs(best.merit))
  }

  private mutating func keep(_ found: Outcome) {
    if found.merit > best.merit { best = found }
  }

  private func outcome(bound: Double, isProven: Bool) -> Outcome {
    Outcome(leaf: best.leaf, choice: best.choice, merit: best.merit, bound: bound, isProven: isProven)
  }

  /// Changes one study at a time as long as that helps: a good combination to begin with.
  private mutating func climb(from start: [Int], in box: RoundingBox) throws(PoolingError) {
    var current = start
    var merit = try tried(current)
    var improves = true
    while improves {
      improves = false
      for study in current.indices where box.lower[study] < box.upper[study] {
        for index in box.lower[study]...box.upper[study] where index != current[study] {
          var other = current
          other[study] = index
          let value = try tried(other)
          if value > merit {
            (current, merit, improves) = (other, value, true)
          }
        }
      }
    }
  }

  private mutating func tried(_ choice: [Int]) throws(PoolingError) -> Double {
    let leaf = try evaluation.leaf(choice)
    let merit = goal.merit(value: leaf.value, statistic: leaf.statistic)
    keep(Outcome(leaf: leaf, choice: choice, merit: merit, bound: merit, isProven: true))
    return merit
  }

  // A binary heap with the best bound on top.

  private mutating func push(_ node: Node) {
    heap.append(node)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].bound.merit > heap[parent].bound.merit else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func pop() -> Node? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].bound.merit > heap[largest].bound.merit {
        largest = child
      }
      if largest == parent { return top }
      heap.swapAt(parent, largest)
      parent = largest
    }
  }
}
