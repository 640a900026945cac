/// The line of a problem with carets under the place, clipped to about 100 characters.
struct Excerpt {
  /// The line as shown, without its line break.
  let text: String
  /// Spaces before, and the carets under, the place.
  let carets: String

  private static let widthLimit = 100
  private static let leadLimit = 40
  private static let bytesBefore = 400
  private static let bytesAfter = 800

  /// Cuts the excerpt out of the source; reads at most about a kilobyte around the place.
  init(of span: Range<Int>, in source: Source) {
    let line = source.range(ofLine: source.line(at: span.lowerBound))
    let place = min(max(span.lowerBound, line.lowerBound), line.upperBound)
    let start = source.characterStart(atOrAfter: max(line.lowerBound, place - Excerpt.bytesBefore))
    let end = source.characterStart(atOrAfter: min(line.upperBound, place + Excerpt.bytesAfter))
    let markedEnd = max(place, min(span.upperBound, end))

    let lead = Excerpt.characters(source, min(start, place)..<place)
    let marked = Excerpt.characters(source, place..<markedEnd)
    let rest = Excerpt.characters(source, markedEnd..<max(end, markedEnd))
    let isShort = lead.count + marked.count + rest.count <= Excerpt.widthLimit

    let shownLead = isShort ? lead[...] : lead.suffix(Excerpt.leadLimit)
    let room = Excerpt.widthLimit - shownLead.count
    let following = (marked + rest).prefix(isShort ? .max : room)
    let isCutBefore = start > line.lowerBound || shownLead.count < lead.count
    let isCutAfter = end < line.upperBound || following.count < marked.count + rest.count

    text = (isCutBefore ? "…" : "") + String(shownLead) + String(following) + (isCutAfter ? "…" : "")
    let indent = PrintableText.width(shownLead) + (isCutBefore ? 1 : 0)
    let length = max(1, PrintableText.width(following.prefix(marked.count)))
    carets = String(repeating: " ", count: indent) + String(repeating: "^", count: length)
  }

  private static func characters(_ source: Source, _ range: Range<Int>) -> [Character] {
    source.text(in: range).map(PrintableText.visible)
  }
}
