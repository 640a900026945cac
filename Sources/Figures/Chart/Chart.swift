/// A figure of one or more panels on axes as plain values: what is exported is what is drawn, and nothing else is.
///
/// The panels stand in a grid: a funnel plot is one panel, GOSH has its density in the middle and a marginal on two
/// sides, a specification curve has its dashboard below. Everything that is seen is a ``Mark`` of a panel.
public struct Chart: Sendable, Equatable {
  /// What the chart is.
  public enum Kind: String, Sendable, CaseIterable {
    case funnel
    case radial
    case labbe
    case baujat
    case influence
    case gosh
    case drapery
    case bubble
    case specificationCurve = "specification-curve"
    case survival
    case network
  }

  /// What the chart is.
  public let kind: Kind
  /// The title; empty for none.
  public let title: String
  /// What is seen, in a sentence or two, for those who do not see it.
  public let description: String
  /// The panels.
  public let panels: [Panel]
  /// The widths of the columns of the grid, relative to each other.
  public let columnShares: [Double]
  /// The heights of the rows of the grid, relative to each other.
  public let rowShares: [Double]
  /// The height of the whole over its width.
  public let aspect: Double

  /// A chart.
  ///
  /// - Precondition: every panel stands in the grid; shares and aspect are above 0.
  public init(
    kind: Kind, title: String = "", description: String, panels: [Panel], columnShares: [Double] = [1],
    rowShares: [Double] = [1], aspect: Double = 0.75
  ) {
    precondition(
      panels.allSatisfy {
        rowShares.indices.contains($0.row) && columnShares.indices.contains($0.column)
      }, "every panel stands in the grid")
    precondition((columnShares + rowShares + [aspect]).allSatisfy { $0 > 0 }, "shares above 0")
    self.kind = kind
    self.title = title
    self.description = description
    self.panels = panels
    self.columnShares = columnShares
    self.rowShares = rowShares
    self.aspect = aspect
  }
}

extension Chart {
  /// A rectangle with two axes and marks.
  public struct Panel: Sendable, Equatable {
    /// A short name that is unique in the chart: `main`, `top`, `risk-table`.
    public let name: String
    /// The heading over the panel; empty for none.
    public let title: String
    /// The row in the grid, from the top, from 0.
    public let row: Int
    /// The column in the grid, from the left, from 0.
    public let column: Int
    /// The horizontal axis.
    public let x: Axis
    /// The vertical axis; upwards unless it is reversed.
    public let y: Axis
    /// Whether one unit is as long on both axes.
    public let isSquare: Bool
    /// What is drawn, from the back to the front.
    public let marks: [Mark]

    /// A panel.
    public init(
      name: String = "main", title: String = "", row: Int = 0, column: Int = 0, x: Axis, y: Axis,
      isSquare: Bool = false, marks: [Mark]
    ) {
      self.name = name
      self.title = title
      self.row = row
      self.column = column
      self.x = x
      self.y = y
      self.isSquare = isSquare
      self.marks = marks
    }
  }

  /// One thing that is drawn in a panel, at values of its axes.
  public struct Mark: Sendable, Equatable {
    /// How the vertices are drawn.
    public enum Shape: String, Sendable, CaseIterable {
      /// A symbol at one vertex; its label, if any, beside it where there is room.
      case point
      /// A line through the vertices.
      case line
      /// A line that goes level to each vertex and then up or down to it, as survival curves do.
      case step
      /// A closed shape.
      case area
      /// A rectangle between two opposite corners.
      case rectangle
      /// Its label as text, centered on the vertex.
      case text
    }

    /// What the mark stands for, from which its color, dashes and symbol follow.
    public enum Role: String, Sendable, CaseIterable {
      case study
      /// A study that trim and fill made up.
      case filled
      /// A study that a diagnostic points at.
      case highlight
      /// One of many that stay in the background.
      case muted
      case summary
      case prediction
      /// The line of no effect or of equality.
      case reference
      /// Limits that are compared with: of a funnel, of a diagnostic.
      case limits
      case regression
      /// The innermost region of significance.
      case contour1
      case contour2
      case contour3
      /// A confidence band.
      case band
      /// Bins and bars; `intensity` tells how dark.
      case density
      case group1
      case group2
      case group3
      case group4
      case group5
      case group6
    }

    /// A place at values of the axes.
    public struct Vertex: Sendable, Equatable {
      public let x, y: Double

      /// The place at these values.
      public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
    }

    /// How it is drawn.
    public let shape: Shape
    /// What it stands for.
    public let role: Role
    /// Its name in the legend, the same for all marks of a series; empty where it is not in the legend.
    public let series: String
    /// Its own name: the study, the text; empty for none.
    public let label: String
    /// Where it is.
    public let vertices: [Vertex]
    /// The side of a point or the width of a line relative to the largest of its chart, in 0…1; nil for the usual.
    public let size: Double?
    /// How dark, in 0…1; nil for the usual.
    public let intensity: Double?

    /// A mark.
    public init(
      _ shape: Shape, _ role: Role, series: String = "", label: String = "", at vertices: [Vertex],
      size: Double? = nil, intensity: Double? = nil
    ) {
      self.shape = shape
      self.role = role
      self.series = series
      self.label = label
      self.vertices = vertices
      self.size = size
      self.intensity = intensity
    }
  }
}
