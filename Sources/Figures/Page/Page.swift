/// A page of text, tables and figures as plain values, from which HTML and Markdown are written.
public struct Page: Sendable, Equatable {
  /// What the page is called.
  public let title: String
  /// The paragraphs under the title.
  public let lead: [String]
  /// The parts, in order.
  public let sections: [Section]
  /// The program and its version.
  public let generator: String

  /// A page.
  public init(title: String, lead: [String] = [], sections: [Section], generator: String) {
    self.title = title
    self.lead = lead
    self.sections = sections
    self.generator = generator
  }

  /// A titled part, which the table of contents names.
  public struct Section: Sendable, Equatable {
    /// The heading.
    public let title: String
    /// What stands under it.
    public let blocks: [Block]

    /// A part of a page.
    public init(title: String, blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }
  }

  /// One thing under a heading.
  public enum Block: Sendable, Equatable {
    /// A heading within the section.
    case heading(String)
    /// A heading below such a heading.
    case subheading(String)
    /// A paragraph of text.
    case paragraph(String)
    /// A list of texts.
    case items([String])
    /// Labels, each with its text.
    case pairs([Pair])
    /// A table.
    case table(PageTable)
    /// A figure with its rows.
    case plate(Plate)
    /// The command line that gives this again.
    case command(String)
    /// What is unwise, or could not be done.
    case notice(String)
    /// Lines that keep their form.
    case verbatim(String)
    /// Files to download.
    case files([File])
  }

  /// A label with its text.
  public struct Pair: Sendable, Equatable {
    /// What the text is.
    public let label: String
    /// The text.
    public let text: String

    /// A label with its text.
    public init(_ label: String, _ text: String) {
      self.label = label
      self.text = text
    }
  }

  /// A text file that the page holds.
  public struct File: Sendable, Equatable {
    /// The name under which it is saved.
    public let name: String
    /// Its content.
    public let text: String
    /// What it is, for the program that opens it: `text/csv`.
    public let type: String

    /// A text file.
    public init(name: String, text: String, type: String = "text/csv") {
      self.name = name
      self.text = text
      self.type = type
    }
  }

  /// A figure as it stands in a page.
  public struct Plate: Sendable, Equatable {
    /// What is drawn.
    public let figure: Figure
    /// What is said under it; empty for nothing.
    public let caption: String
    /// The command line that draws it into a file of its own; empty where there is none.
    public let command: String
    /// Its numbers for those who cannot read them off the picture; nil where they are not for reading.
    public let reading: TextTable?

    /// A figure in a page.
    ///
    /// - Parameters:
    ///   - figure: what is drawn.
    ///   - caption: what is said under it.
    ///   - command: the command line that draws it into a file of its own.
    ///   - reading: its numbers for reading; those of a forest plot are its rows.
    public init(_ figure: Figure, caption: String = "", command: String = "", reading: TextTable? = nil) {
      self.figure = figure
      self.caption = caption
      self.command = command
      if case .forest(let plot) = figure { self.reading = plot.readingTable } else { self.reading = reading }
    }

    /// All rows from which the figure is drawn, as files.
    ///
    /// - Parameter stem: what their names begin with.
    public func files(stem: String) -> [File] {
      figure.tables.map { File(name: "\(stem)-\($0.name)", text: $0.table.csv) }
    }
  }
}
