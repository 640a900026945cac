import Figures

@testable import Rendering

/// What must hold of every drawing.
enum Geometry {
  /// What is wrong with it, in words; empty where nothing is.
  static func faults(_ drawing: Drawing) -> [String] {
    var faults: [String] = []
    let page = Drawing.Box(x: 0, y: 0, width: drawing.width, height: drawing.height)
    let texts = drawing.texts.map { ($0, $0.box) }
    for (text, box) in texts where !holds(page, box) {
      faults.append("\(text.string) leaves the page: \(box)")
    }
    for (index, (text, box)) in texts.enumerated() {
      for (other, otherBox) in texts[(index + 1)...] where box.overlaps(otherBox) {
        faults.append("\(text.string) \(box) lies over \(other.string) \(otherBox)")
      }
    }
    let numbers = [drawing.width, drawing.height] + drawing.elements.flatMap(Self.numbers)
    if !numbers.allSatisfy(\.isFinite) { faults.append("a number is not finite") }
    return faults
  }

  private static func holds(_ page: Drawing.Box, _ box: Drawing.Box) -> Bool {
    let hair = 0.01
    return box.x >= -hair && box.y >= -hair && box.right <= page.right + hair
      && box.bottom <= page.bottom + hair
  }

  /// All places and lengths of an element.
  static func numbers(_ element: Drawing.Element) -> [Double] {
    switch element {
    case .text(let text): [text.x, text.y, text.size, text.rotation] + text.pieces.compactMap(\.x)
    case .line(let path), .polygon(let path): path.points.flatMap { [$0.x, $0.y] } + [path.paint.strokeWidth]
    case .rectangle(let box, let paint): [box.x, box.y, box.width, box.height, paint.strokeWidth]
    case .circle(let center, let radius, let paint): [center.x, center.y, radius, paint.strokeWidth]
    case .group(_, _, let inner): inner.flatMap(numbers)
    }
  }

  /// The places of shapes, those in groups too, without texts.
  static func places(_ element: Drawing.Element) -> [Drawing.Point] {
    switch element {
    case .text: []
    case .line(let path), .polygon(let path): path.points
    case .rectangle(let box, _): [.init(box.x, box.y), .init(box.right, box.bottom)]
    case .circle(let center, _, _): [center]
    case .group(_, _, let inner): inner.flatMap(places)
    }
  }
}
