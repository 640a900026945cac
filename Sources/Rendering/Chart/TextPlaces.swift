import Figures

/// Which parts of the page are taken, in cells of a coarse grid so that looking is quick.
struct TakenPlaces {
  private var boxes: [Drawing.Box] = []
  private var cells: [Cell: [Int]] = [:]

  private struct Cell: Hashable {
    let column, row: Int
  }

  private static let side = 40.0

  private static func cells(_ box: Drawing.Box) -> [Cell] {
    func index(_ place: Double) -> Int { Int((min(max(place, -1e6), 1e6) / side).rounded(.down)) }
    return (index(box.x)...index(box.right)).flatMap { column in
      (index(box.y)...index(box.bottom)).map { Cell(column: column, row: $0) }
    }
  }

  mutating func take(_ box: Drawing.Box) {
    for cell in Self.cells(box) { cells[cell, default: []].append(boxes.count) }
    boxes.append(box)
  }

  func isFree(_ box: Drawing.Box) -> Bool {
    Self.cells(box).allSatisfy { cell in
      (cells[cell] ?? []).allSatisfy { !boxes[$0].overlaps(box) }
    }
  }
}

/// Names beside points: each at the first of eight places around its symbol where it covers no text and no symbol
/// and crosses the fewest lines; where there is none, the name is left out (the mark's title has it).
struct PointLabels {
  /// A point that has a name.
  struct Point {
    let text: String
    let center: Drawing.Point
    let radius: Double
    let color: String
    /// Whether it is placed before the others.
    let isFirst: Bool
  }

  let frame: Drawing.Box
  let symbols: TakenPlaces
  let segments: [(Drawing.Point, Drawing.Point)]
  /// The color of the page.
  let background: String

  /// More names than this beside the points of a panel would hide what it shows: then those that a diagnostic
  /// points at are named, and those that stand apart.
  static let most = 30
  /// How far the nearest other symbol is from a point that stands apart.
  private static let apart = 24.0
  /// With more points than this none is looked for that stands apart.
  private static let mostCompared = 1000
  private static let size = ChartMeasures.text

  /// The names that have room; what they take is added to the texts.
  func elements(_ points: [Point], _ texts: inout TakenPlaces) -> [Drawing.Element] {
    let named = points.count <= Self.most ? points : Self.notable(points)
    let order = named.indices.sorted {
      (named[$0].isFirst ? 0 : 1, -named[$0].radius, $0) < (named[$1].isFirst ? 0 : 1, -named[$1].radius, $1)
    }
    var elements: [Drawing.Element] = []
    for index in order {
      guard let text = best(named[index], texts) else { continue }
      texts.take(text.box)
      elements.append(.text(text))
    }
    return elements
  }

  /// The points that a diagnostic points at and those that stand apart.
  private static func notable(_ points: [Point]) -> [Point] {
    guard points.count <= mostCompared else { return points.filter(\.isFirst) }
    return points.indices.filter { index in
      let (this, reach) = (points[index], apart + points[index].radius)
      return this.isFirst
        || points.indices.allSatisfy { other in
          let (dx, dy) = (
            points[other].center.x - this.center.x, points[other].center.y - this.center.y
          )
          let distance = reach + points[other].radius
          return other == index || dx * dx + dy * dy > distance * distance
        }
    }.map { points[$0] }
  }

  private func best(_ point: Point, _ texts: TakenPlaces) -> Drawing.Text? {
    let label = FontMetrics.of(.regular).fitting(
      point.text, size: Self.size, limit: min(150, 0.6 * frame.width))
    var found: (text: Drawing.Text, crossings: Int)?
    for text in Self.candidates(label, point) {
      let box = text.box
      guard box.x >= frame.x, box.right <= frame.right, box.y >= frame.y, box.bottom <= frame.bottom,
        texts.isFree(box), symbols.isFree(box)
      else { continue }
      let crossings = segments.reduce(0) { $0 + (Clipping.segment($1.0, $1.1, in: box) == nil ? 0 : 1) }
      if crossings < found?.crossings ?? .max { found = (text, crossings) }
      if crossings == 0 { break }
    }
    guard let found else { return nil }
    var text = found.text
    if found.crossings > 0 { text.halo = background }
    return text
  }

  /// Right, left, above and below, and above and below with the point at an end of the text.
  private static func candidates(_ label: String, _ point: Point) -> [Drawing.Text] {
    let reach = point.radius * Symbol.reach + 2
    let middle = FontMetrics.capHeight / 2 * size
    let (above, below) = (-reach - FontMetrics.descent * size, reach + FontMetrics.ascent * size)
    let places: [(Double, Double, Drawing.Text.Anchor)] = [
      (reach, middle, .start), (-reach, middle, .end), (0, above, .middle), (0, below, .middle),
      (0, above, .start), (0, below, .start), (0, above, .end), (0, below, .end),
    ]
    return places.map { dx, dy, anchor in
      .init(
        label, x: point.center.x + dx, y: point.center.y + dy, size: size, anchor: anchor, color: point.color)
    }
  }
}
