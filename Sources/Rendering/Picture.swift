import Figures

/// A figure drawn in a style: `Picture(.forest(plot)).svg`.
public struct Picture: Sendable {
  /// What is drawn.
  public let figure: Figure
  /// How it looks.
  public let style: FigureStyle

  /// A figure in a style.
  public init(_ figure: Figure, style: FigureStyle = FigureStyle()) {
    self.figure = figure
    self.style = style
  }

  /// The picture's texts and shapes at their places.
  public var drawing: Drawing {
    switch figure {
    case .forest(let plot): ForestDrawing.draw(plot, style)
    case .chart(let chart): ChartDrawing.draw(chart, style)
    }
  }

  /// The picture as an SVG file.
  public var svg: String { SVGWriter.write(drawing) }

  /// The picture as an element of an HTML page.
  ///
  /// - Parameter prefix: what its identifiers begin with, unique in the page.
  public func inlineSVG(prefix: String) -> String {
    SVGWriter.write(drawing, prefix: prefix, isInline: true)
  }

  /// The picture in characters, at most `columns` wide where that is possible.
  ///
  /// - Parameters:
  ///   - isASCII: whether only ASCII characters are drawn with.
  ///   - columns: the width of the terminal.
  public func terminalText(isASCII: Bool = false, columns: Int = 100) -> String {
    switch figure {
    case .forest(let plot): ForestTerminal.text(plot, isASCII: isASCII, columns: columns)
    case .chart(let chart): ChartTerminal.text(chart, isASCII: isASCII, columns: columns)
    }
  }

  /// The picture in a page of its own, with its rows to download.
  public var page: String { FigurePage.html(self) }
}
