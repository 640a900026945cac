import Figures

extension Axis.Tick {
  /// The label as it is drawn: a number below 0 has a minus sign, which is wider than the hyphen of the table.
  var drawnLabel: String { label.withMinusSign }
}

extension String {
  /// The text, where it is a number below 0, with a minus sign before it.
  var withMinusSign: String {
    guard hasPrefix("-"), Double(hasSuffix("%") ? String(dropLast()) : self) != nil else { return self }
    return "−" + dropFirst()
  }
}
