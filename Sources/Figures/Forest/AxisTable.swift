extension Axis {
  /// The axis in rows of `item, value, label`: scale, limits, reference, ticks, title, directions.
  var items: [[ResultTable.Value]] {
    var rows: [[ResultTable.Value]] = [
      [.text("scale"), .missing, .text(scale.rawValue)], [.text("lower"), .number(lower), .missing],
      [.text("upper"), .number(upper), .missing], [.text("reference"), .init(reference), .missing],
    ]
    rows += ticks.map { [.text("tick"), .number($0.value), .init($0.label)] }
    rows += [
      [.text("title"), .missing, .init(title)], [.text("direction_left"), .missing, .init(leftDirection)],
      [.text("direction_right"), .missing, .init(rightDirection)],
    ]
    if isReversed { rows.append([.text("reversed"), .missing, .text("yes")]) }
    if isHidden { rows.append([.text("hidden"), .missing, .text("yes")]) }
    return rows
  }

  /// The axis that ``items`` wrote.
  init(_ items: FigureItems) throws(FigureDataError) {
    let scaleText = try items.label("scale")
    guard let scale = AxisScale(rawValue: scaleText) else {
      throw FigureDataError("\(items.reader.name): there is no scale \(scaleText)")
    }
    let (lower, upper) = (try items.value("lower"), try items.value("upper"))
    guard lower < upper, scale == .linear || lower > 0 else {
      throw FigureDataError("\(items.reader.name): the axis cannot go from \(lower) to \(upper)")
    }
    var ticks: [Tick] = []
    for row in try items.rows("tick") {
      ticks.append(
        Tick(value: try items.reader.value("value", row), label: try items.reader.text("label", row)))
    }
    self.init(
      scale: scale, lower: lower, upper: upper, reference: try items.number("reference"), ticks: ticks,
      title: try items.label("title"), leftDirection: try items.label("direction_left"),
      rightDirection: try items.label("direction_right"),
      isReversed: try !items.rows("reversed").isEmpty, isHidden: try !items.rows("hidden").isEmpty)
  }
}
