import Testing

@testable import Rendering

/// Cutting against cases that are worked out by hand.
@Suite("Clipping")
struct ChartClippingTests {
  private let box = Drawing.Box(x: 0, y: 0, width: 10, height: 10)
  private typealias Point = Drawing.Point

  @Test("a line through the box is cut at both sides")
  func through() {
    #expect(Clipping.line([Point(-5, 5), Point(15, 5)], in: box) == [[Point(0, 5), Point(10, 5)]])
    #expect(Clipping.line([Point(-5, -5), Point(15, 15)], in: box) == [[Point(0, 0), Point(10, 10)]])
  }

  @Test("a line that leaves and comes back is two")
  func twoParts() {
    let parts = Clipping.line([Point(5, 5), Point(5, 20), Point(8, 20), Point(8, 5)], in: box)
    #expect(parts == [[Point(5, 5), Point(5, 10)], [Point(8, 10), Point(8, 5)]])
  }

  @Test("a line inside stays in one piece, one outside is gone")
  func insideAndOutside() {
    let inside = [Point(1, 1), Point(5, 9), Point(9, 1)]
    #expect(Clipping.line(inside, in: box) == [inside])
    #expect(Clipping.line([Point(-1, 1), Point(5, -11)], in: box).isEmpty)
    #expect(Clipping.line([Point(11, 0), Point(11, 10)], in: box).isEmpty)
  }

  @Test("a triangle over a corner keeps the corner")
  func corner() {
    let cut = Clipping.polygon([Point(5, 5), Point(15, 5), Point(5, 15)], in: box)
    #expect(Set(cut.map { "\($0.x) \($0.y)" }) == ["5.0 5.0", "10.0 5.0", "10.0 10.0", "5.0 10.0"])
  }

  @Test("a shape around the box becomes the box, one beside it nothing")
  func aroundAndBeside() {
    let around = Clipping.polygon([Point(-9, -9), Point(19, -9), Point(19, 19), Point(-9, 19)], in: box)
    #expect(Set(around.map { "\($0.x) \($0.y)" }) == ["0.0 0.0", "10.0 0.0", "10.0 10.0", "0.0 10.0"])
    #expect(Clipping.polygon([Point(20, 0), Point(30, 0), Point(30, 5)], in: box).isEmpty)
  }
}
