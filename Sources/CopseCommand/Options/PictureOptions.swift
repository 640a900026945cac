import ArgumentParser
import MetaAnalysis

extension FigureStyle.House: ExpressibleByArgument, NamedChoice {}
extension FigureStyle.Theme: ExpressibleByArgument, NamedChoice {}

/// In which form a figure is drawn.
enum PictureForm: String, CaseIterable {
  case svg
  case pdf
  case png
  case html
  /// Of characters, for a terminal.
  case text

  /// The form that belongs to the ending of a file's name.
  init?(ending file: String) {
    guard let dot = file.lastIndex(of: ".") else { return nil }
    switch file[dot...].lowercased() {
    case ".svg": self = .svg
    case ".pdf": self = .pdf
    case ".png": self = .png
    case ".html", ".htm": self = .html
    default: return nil
    }
  }
}

/// How a figure looks.
struct LookOptions: ParsableArguments {
  @Flag(name: .long, help: "Draw the figure with characters, for a terminal.")
  var draw = false

  @Option(name: .long, help: "Whose figures it resembles [default: default].")
  var style: FigureStyle.House?

  @Option(name: .long, help: "Its colors [default: light].")
  var theme: FigureStyle.Theme?

  @Option(
    name: .long, help: ArgumentHelp("The title over the figure [default: none].", valueName: "text"))
  var figureTitle: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Pixels of a PNG for each of the figure's, which has 96 an inch [default: 3].", valueName: "number"))
  var zoom: Double?

  @Flag(name: .long, help: "With --draw: use ASCII alone [default: where the locale is not UTF-8].")
  var ascii = false
}

/// How a figure is drawn, and where its rows go.
struct PictureOptions: ParsableArguments {
  @OptionGroup(title: "Figure") var look: LookOptions

  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("Folder for the rows from which the figure is drawn, as CSV.", valueName: "folder"))
  var folder: String?

  var draw: Bool { look.draw }
  var figureTitle: String? { look.figureTitle }

  var figureStyle: FigureStyle {
    FigureStyle(house: look.style ?? .standard, theme: look.theme ?? .light)
  }

  /// How the texts of a forest plot are written.
  var wording: ForestWording { ForestWording(rawValue: figureStyle.house.rawValue) ?? .standard }

  /// The options of a forest plot of which only the look can be chosen.
  var forestOptions: ForestOptions {
    var options = ForestOptions()
    options.wording = wording
    return options
  }

  /// The options that have a value.
  static let valueNames = ["--style", "--theme", "--figure-title", "--zoom", "--data"]
  /// The options that say where or in which form the figure goes, and those of its look that a page decides.
  static let places: Set = ["--style", "--theme", "--zoom", "--data", "--draw", "--ascii"]
  /// The options that have none.
  static let flagNames = ["--draw", "--ascii"]

  /// What is given, as words of the command line.
  var words: [String] {
    let given: [(option: String, value: String?)] = [
      ("--style", look.style?.rawValue), ("--theme", look.theme?.rawValue),
      ("--figure-title", look.figureTitle), ("--zoom", look.zoom.map { "\($0)" }), ("--data", folder),
    ]
    return (look.draw ? ["--draw"] : []) + (look.ascii ? ["--ascii"] : [])
      + given.flatMap { option, value in value.map { [option, $0] } ?? [] }
  }

  /// Ends the run where options are given that the form of the result has no use for.
  ///
  /// - Parameter form: the form in which the figure is drawn; nil where none is.
  func check(_ form: PictureForm?) throws(Failure) {
    let isDrawn = form != nil && form != .text
    let given: [(option: String, isGiven: Bool, hasUse: Bool, place: String)] = [
      ("--style", look.style != nil, isDrawn || folder != nil, "-o NAME.svg, .pdf, .png or .html"),
      ("--theme", look.theme != nil, isDrawn, "-o NAME.svg, .pdf, .png or .html"),
      ("--figure-title", look.figureTitle != nil, form != nil || folder != nil, "a figure"),
      ("--zoom", look.zoom != nil, form == .png, "-o NAME.png"),
      ("--ascii", look.ascii, form == .text, "--draw"),
    ]
    for option in given where option.isGiven && !option.hasUse {
      throw .usage("\(option.option) belongs to \(option.place)")
    }
    if let zoom = look.zoom, !(zoom > 0 && zoom <= 20) {
      throw .usage("--zoom needs a number above 0 and up to 20")
    }
  }

  /// The picture's bytes.
  func bytes(_ figure: Figure, as form: PictureForm) throws(Failure) -> [UInt8] {
    let picture = Picture(figure, style: figureStyle)
    switch form {
    case .svg: return Array(picture.svg.utf8)
    case .html: return Array(picture.page.utf8)
    case .text:
      return Array(
        picture.terminalText(isASCII: look.ascii || !Terminal.hasUnicode, columns: Terminal.columns).utf8)
    case .pdf, .png: return try PictureConverter.convert(picture.svg, to: form, zoom: look.zoom ?? 3)
    }
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Terminal {
  /// The width of the terminal that the standard output goes to, else COLUMNS, else 100.
  static var columns: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    let given = getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? 0
    return given > 0 ? given : 100
  }

  /// Whether the locale says that text is UTF-8: the first of LC_ALL, LC_CTYPE and LANG that is set.
  static var hasUnicode: Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
      return value.lowercased().contains("utf-8") || value.lowercased().contains("utf8")
    }
    return false
  }
}
