import Figures

/// A figure in a page of its own, with its rows to download.
enum FigurePage {
  static func html(_ picture: Picture) -> String {
    let drawing = picture.drawing
    let title = drawing.title.isEmpty ? "Figure" : drawing.title
    let page = Page(
      title: title,
      sections: [
        Page.Section(
          title: "Figure", blocks: [.plate(Page.Plate(picture.figure, caption: drawing.description))])
      ], generator: "Made by Copse")
    return HTMLPage.text(page, style: picture.style)
  }
}
