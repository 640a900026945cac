import Figures

/// A figure in a page of its own.
enum FigurePage {
  static func html(_ picture: Picture) -> String {
    "<!DOCTYPE html>\n<html lang=\"en\"><body>" + picture.inlineSVG(prefix: "figure") + "</body></html>\n"
  }
}
