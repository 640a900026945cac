/// Cutting lines and shapes at the sides of a rectangle.
enum Clipping {
  typealias Point = Drawing.Point
  typealias Box = Drawing.Box

  /// The parts of a line through points that lie in the box (Liang and Barsky, 1984, for each piece).
  static func line(_ points: [Point], in box: Box) -> [[Point]] {
    var parts: [[Point]] = []
    var current: [Point] = []
    for (first, second) in zip(points, points.dropFirst()) {
      guard let (start, end) = segment(first, second, in: box) else {
        close(&current, into: &parts)
        continue
      }
      if current.last != start {
        close(&current, into: &parts)
        current = [start]
      }
      if end != start { current.append(end) }
      if end != second { close(&current, into: &parts) }
    }
    close(&current, into: &parts)
    return parts
  }

  private static func close(_ current: inout [Point], into parts: inout [[Point]]) {
    if current.count > 1 { parts.append(current) }
    current = []
  }

  /// The part of a straight piece that lies in the box; nil where none does.
  static func segment(_ first: Point, _ second: Point, in box: Box) -> (Point, Point)? {
    let (dx, dy) = (second.x - first.x, second.y - first.y)
    var (entry, exit) = (0.0, 1.0)
    for (direction, room) in [
      (-dx, first.x - box.x), (dx, box.right - first.x), (-dy, first.y - box.y), (dy, box.bottom - first.y),
    ] {
      if direction == 0 {
        if room < 0 { return nil }
      } else if direction < 0 {
        entry = max(entry, room / direction)
      } else {
        exit = min(exit, room / direction)
      }
    }
    guard entry <= exit else { return nil }
    func point(_ share: Double) -> Point {
      Point(
        min(max(first.x + share * dx, box.x), box.right), min(max(first.y + share * dy, box.y), box.bottom))
    }
    return (entry == 0 ? first : point(entry), exit == 1 ? second : point(exit))
  }

  /// The part of a shape that lies in the box (Sutherland and Hodgman, 1974, side by side).
  static func polygon(_ points: [Point], in box: Box) -> [Point] {
    var result = points
    result = cut(result, at: box.x, along: \.x, keeping: >=)
    result = cut(result, at: box.right, along: \.x, keeping: <=)
    result = cut(result, at: box.y, along: \.y, keeping: >=)
    return cut(result, at: box.bottom, along: \.y, keeping: <=)
  }

  private static func cut(
    _ polygon: [Point], at edge: Double, along axis: KeyPath<Point, Double>,
    keeping isInside: (Double, Double) -> Bool
  ) -> [Point] {
    var result: [Point] = []
    guard var previous = polygon.last else { return [] }
    for current in polygon {
      let (from, to) = (previous[keyPath: axis], current[keyPath: axis])
      if isInside(from, edge) != isInside(to, edge) {
        let share = (edge - from) / (to - from)
        result.append(
          axis == \.x
            ? Point(edge, previous.y + share * (current.y - previous.y))
            : Point(previous.x + share * (current.x - previous.x), edge))
      }
      if isInside(to, edge) { result.append(current) }
      previous = current
    }
    return result
  }
}
