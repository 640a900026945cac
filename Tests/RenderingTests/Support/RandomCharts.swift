import Figures

/// Charts as nobody would make them, the same for the same seed: long names in many scripts, axes over twelve
/// powers of ten, panels without marks, marks far outside.
struct RandomCharts {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func share() -> Double { Double(bits() >> 11) / 9_007_199_254_740_992 }
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.count))
  }
  mutating func happens(_ probability: Double) -> Bool { share() < probability }
  mutating func one<T>(of values: [T]) -> T { values[integer(0...values.count - 1)] }

  private static let scripts: [[Character]] = [
    Array("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ  "), Array("WM@%&— WMWM"),
    Array("0123456789.-%"),
    Array("äöüßéèñçøåłžš ÅÆŒ"), Array("αβγτ²χ₀≤≥ ±×"), Array("данные исследований "), Array("治療と生存率の研究"),
    Array("العلاج "),
    ["🧪", "👩‍⚕️", "e\u{301}", "n\u{303}", "\u{FEFF}", " "],
  ]

  mutating func text(_ length: ClosedRange<Int> = 1...80) -> String {
    let count = happens(0.5) ? integer(length) : min(integer(length), 14)
    let script = one(of: Self.scripts)
    return String((0..<max(count, length.lowerBound)).map { _ in one(of: script) })
  }

  /// From 1e-6 to 1e6.
  private mutating func magnitude() -> Double {
    let powers = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5]
    return one(of: powers) * (1 + 9 * share())
  }

  mutating func axis() -> Axis {
    let isLog = happens(0.4)
    var (lower, upper) = (magnitude(), magnitude())
    if !isLog { lower = (happens(0.5) ? -1 : 0) * lower }
    if lower == upper { upper *= 2 }
    (lower, upper) = (min(lower, upper), max(lower, upper))
    let isNamed = happens(0.3)
    let ticks = (0..<integer(0...(isNamed ? 30 : 14))).map { _ -> Axis.Tick in
      let share = share() * 1.1 - 0.05
      let value =
        isLog
        ? AxisScale.log.value(
          at: AxisScale.log.position(lower) * (1 - share) + AxisScale.log.position(upper) * share)
        : lower * (1 - share) + upper * share
      return .init(value: value, label: isNamed ? text() : NumberText.exact(value) ?? "")
    }
    return Axis(
      scale: isLog ? .log : .linear, lower: lower, upper: upper,
      reference: happens(0.5) ? (lower + upper) / 2 : nil,
      ticks: ticks, title: happens(0.7) ? text() : "", leftDirection: happens(0.2) ? text() : "",
      rightDirection: happens(0.2) ? text() : "", isReversed: happens(0.3), isHidden: happens(0.15))
  }

  private mutating func value(on axis: Axis) -> Double {
    if happens(0.05) { return one(of: [-1e6, 0, 1e-6, 1e6]) }
    let share = share() * 1.2 - 0.1
    return axis.scale.value(
      at: axis.scale.position(axis.lower) * (1 - share) + axis.scale.position(axis.upper) * share)
  }

  mutating func mark(_ x: Axis, _ y: Axis, names: [String]) -> Chart.Mark {
    let shape = one(of: Chart.Mark.Shape.allCases)
    let count = shape == .point || shape == .text ? 1 : shape == .rectangle ? 2 : integer(0...12)
    return Chart.Mark(
      shape, one(of: Chart.Mark.Role.allCases), series: happens(0.5) ? one(of: names) : "",
      label: happens(0.5) ? text() : "", at: (0..<count).map { _ in .init(value(on: x), value(on: y)) },
      size: happens(0.4) ? share() : nil, intensity: happens(0.3) ? share() : nil)
  }

  mutating func chart() -> Chart {
    let (columns, rows) = (integer(1...4), integer(1...3))
    let names = (0..<integer(1...8)).map { _ in text() }
    var panels: [Chart.Panel] = []
    for row in 0..<rows {
      for column in 0..<columns where happens(0.8) {
        let (x, y) = (axis(), axis())
        let most = happens(0.05) ? 400 : 20
        panels.append(
          .init(
            name: "p\(row)-\(column)", title: happens(0.5) ? text() : "", row: row, column: column, x: x,
            y: y,
            isSquare: happens(0.15), marks: (0..<integer(0...most)).map { _ in mark(x, y, names: names) }))
      }
    }
    return Chart(
      kind: one(of: Chart.Kind.allCases), title: happens(0.5) ? text() : "", description: text(),
      panels: panels,
      columnShares: (0..<columns).map { _ in 0.2 + share() },
      rowShares: (0..<rows).map { _ in 0.2 + share() },
      aspect: 0.3 + share())
  }
}
