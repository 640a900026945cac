import Figures

/// A picture before it is written: texts and shapes at their places, in CSS pixels (1/96 inch) from the top left.
public struct Drawing: Sendable, Equatable {
  /// The size of the page.
  public let width, height: Double
  /// What the picture is called.
  public let title: String
  /// What is seen, for those who do not see it.
  public let description: String
  /// The color of the page; nil for none.
  public let background: String?
  /// What is drawn, from the back to the front.
  public var elements: [Element] = []

  /// An empty page.
  public init(width: Double, height: Double, title: String, description: String, background: String?) {
    self.width = width
    self.height = height
    self.title = title
    self.description = description
    self.background = background
  }

  /// One thing on the page.
  public indirect enum Element: Sendable, Equatable {
    /// A line of text.
    case text(Text)
    /// A line through points.
    case line(Path)
    /// A closed shape.
    case polygon(Path)
    /// A rectangle.
    case rectangle(Box, Paint)
    /// A circle.
    case circle(center: Point, radius: Double, Paint)
    /// Things that belong together, such as a row: `name` tells a program, `title` a person what they are.
    case group(name: String, title: String, [Element])
  }

  /// A place.
  public struct Point: Sendable, Equatable {
    public let x, y: Double

    /// The place.
    public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  /// A rectangle with its sides along the page's.
  public struct Box: Sendable, Equatable {
    public let x, y, width, height: Double

    /// The rectangle from its top left corner.
    public init(x: Double, y: Double, width: Double, height: Double) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    /// The right side.
    public var right: Double { x + width }
    /// The lower side.
    public var bottom: Double { y + height }

    /// Whether both cover more than a hair of the page in common.
    public func overlaps(_ other: Box, by tolerance: Double = 0.01) -> Bool {
      min(right, other.right) - max(x, other.x) > tolerance
        && min(bottom, other.bottom) - max(y, other.y) > tolerance
    }
  }

  /// How a shape is filled and outlined; colors as `#rrggbb`.
  public struct Paint: Sendable, Equatable {
    /// The color inside; nil for none.
    public var fill: String?
    /// The color of the outline; nil for none.
    public var stroke: String?
    /// How thick the outline is.
    public var strokeWidth = 1.0
    /// Lengths of dashes and gaps; empty for a solid line.
    public var dashes: [Double] = []
    /// In 0…1.
    public var opacity = 1.0

    /// Paint of these colors.
    public init(
      fill: String? = nil, stroke: String? = nil, strokeWidth: Double = 1, dashes: [Double] = [],
      opacity: Double = 1
    ) {
      self.fill = fill
      self.stroke = stroke
      self.strokeWidth = strokeWidth
      self.dashes = dashes
      self.opacity = opacity
    }
  }

  /// Corners and how they are painted.
  public struct Path: Sendable, Equatable {
    /// The corners.
    public let points: [Point]
    /// The paint.
    public let paint: Paint

    /// The corners in order.
    public init(_ points: [Point], _ paint: Paint) { (self.points, self.paint) = (points, paint) }
  }

  /// A line of text.
  public struct Text: Sendable, Equatable {
    /// Where the text stands relative to its x.
    public enum Anchor: String, Sendable {
      case start
      case middle
      case end
    }

    /// Pieces of the line, each at its own x (`nil`: behind the one before): numbers aligned at their decimal point
    /// stay one text that can be searched and copied.
    public struct Piece: Sendable, Equatable {
      /// The piece.
      public let text: String
      /// Where it begins; nil behind the piece before.
      public let x: Double?

      /// A piece of a line.
      public init(_ text: String, x: Double? = nil) { (self.text, self.x) = (text, x) }
    }

    /// The pieces of the line.
    public let pieces: [Piece]
    /// Where the line begins, ends or has its middle, by its anchor.
    public let x: Double
    /// The baseline.
    public let y: Double
    /// The size of the type.
    public let size: Double
    /// The weight of the type.
    public let weight: FontMetrics.Weight
    /// What of the text stands at x.
    public let anchor: Anchor
    /// The color.
    public let color: String
    /// Degrees clockwise about its place.
    public let rotation: Double
    /// The color of a rim that keeps the text apart from lines under it; nil for none.
    public var halo: String?

    /// A line of text in one piece.
    public init(
      _ text: String, x: Double, y: Double, size: Double, weight: FontMetrics.Weight = .regular,
      anchor: Anchor = .start, color: String, rotation: Double = 0
    ) {
      self.init(
        pieces: [Piece(text)], x: x, y: y, size: size, weight: weight, anchor: anchor, color: color,
        rotation: rotation)
    }

    /// A line of text in pieces that each begin at their x.
    public init(
      pieces: [Piece], x: Double, y: Double, size: Double, weight: FontMetrics.Weight = .regular,
      anchor: Anchor = .start, color: String, rotation: Double = 0
    ) {
      self.pieces = pieces
      self.x = x
      self.y = y
      self.size = size
      self.weight = weight
      self.anchor = anchor
      self.color = color
      self.rotation = rotation
    }

    /// All pieces in one.
    public var string: String { pieces.map(\.text).joined() }

    /// The rectangle that the text takes, by the widths of its characters.
    public var box: Box {
      let metrics = FontMetrics.of(weight)
      var (left, right) = (Double.infinity, -Double.infinity)
      var pen = x
      for piece in pieces {
        let width = metrics.width(piece.text, size: size)
        var start = piece.x ?? pen
        if pieces.count == 1 {
          start -= anchor == .end ? width : anchor == .middle ? width / 2 : 0
        }
        pen = start + width
        left = min(left, start)
        right = max(right, pen)
      }
      let (top, bottom) = (y - FontMetrics.ascent * size, y + FontMetrics.descent * size)
      guard rotation != 0 else {
        return Box(x: left, y: top, width: max(0, right - left), height: bottom - top)
      }
      return Self.bounding(
        [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)],
        about: Point(x, y), degrees: rotation)
    }

    private static func bounding(_ corners: [Point], about center: Point, degrees: Double) -> Box {
      let (sine, cosine) = Rotation.sineAndCosine(degrees: degrees)
      let turned = corners.map { corner in
        let (dx, dy) = (corner.x - center.x, corner.y - center.y)
        return Point(center.x + dx * cosine - dy * sine, center.y + dx * sine + dy * cosine)
      }
      let (xs, ys) = (turned.map(\.x), turned.map(\.y))
      let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
      return Box(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }
  }
}

extension Drawing {
  /// All texts, those in groups too.
  public var texts: [Text] { Self.texts(in: elements) }

  static func texts(in elements: [Element]) -> [Text] {
    elements.flatMap { element -> [Text] in
      switch element {
      case .text(let text): [text]
      case .group(_, _, let inner): texts(in: inner)
      default: []
      }
    }
  }
}
