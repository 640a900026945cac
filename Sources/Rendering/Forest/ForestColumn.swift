import Figures

/// A column of a forest plot with what stands in it, before it has its place.
struct ForestColumn {
  /// On which side headings stand.
  enum Side {
    case left
    case middle
    case right
  }

  /// Which block it belongs to; nil for the labels.
  let part: ForestHouse.Part?
  /// The heading, in lines.
  var heading: [String]
  /// The heading over it and its neighbors.
  var group = ""
  let side: Side
  /// The pieces of each row's text.
  var lines: [[AlignedTexts.Piece]] = []
  /// The width of the texts.
  var content = 0.0
  /// The width.
  var width = 0.0
  /// The left side.
  var x = 0.0
  /// Free space before it.
  var gap = 12.0

  var right: Double { x + width }

  /// Where the texts begin.
  var contentX: Double {
    switch side {
    case .left: x
    case .middle: x + (width - content) / 2
    case .right: x + width - content
    }
  }
}

/// Makes the columns of text beside the labels.
struct ForestColumns {
  let plot: ForestPlot
  let house: ForestHouse
  /// The widest that a further column of text becomes.
  static let extraLimit = 110.0
  /// By how much a column becomes wider to keep a heading on its line.
  static let headingRoom = 28.0

  private var metrics: FontMetrics { .of(.regular) }

  func columns(_ part: ForestHouse.Part) -> [ForestColumn] {
    switch part {
    case .extra: plot.headings.extra.indices.map(extra)
    case .raw: raw
    case .plot: [plotColumn]
    case .estimate: [estimate]
    case .weight: weight.map { [$0] } ?? []
    }
  }

  private var weights: [FontMetrics.Weight] { plot.rows.map(ForestLayout.weight) }

  private var plotColumn: ForestColumn {
    let headings = plot.headings
    return ForestColumn(
      part: .plot, heading: house.isFramed ? [headings.estimate, headings.estimateDetail] : [], side: .middle,
      gap: 14)
  }

  private var estimate: ForestColumn {
    let headings = plot.headings
    return aligned(
      plot.rows.map(\.estimateText), part: .estimate,
      heading: [headings.estimate, headings.estimateDetail].filter { !$0.isEmpty }, side: .middle, gap: 14)
  }

  private var weight: ForestColumn? {
    guard plot.rows.contains(where: { !$0.weightText.isEmpty }) else { return nil }
    return aligned(plot.rows.map(\.weightText), part: .weight, heading: [plot.headings.weight], side: .right)
  }

  private func aligned(
    _ texts: [String], part: ForestHouse.Part, heading: [String], group: String = "",
    side: ForestColumn.Side, gap: Double = 12, mark: AlignedTexts.Mark = .decimalPoint
  ) -> ForestColumn {
    let aligned = AlignedTexts(texts, weights: weights, size: house.size, mark: mark)
    var column = ForestColumn(part: part, heading: heading, group: group, side: side, gap: gap)
    (column.lines, column.content) = (aligned.lines, aligned.width)
    column.width = aligned.width
    let natural = min(heading.map(bold).max() ?? 0, aligned.width + Self.headingRoom)
    column.heading = wrapped(heading, limit: max(aligned.width, 44, natural))
    column.width = max(column.width, column.heading.map(bold).max() ?? 0)
    return column
  }

  private func bold(_ text: String) -> Double { FontMetrics.of(.bold).width(text, size: house.size) }

  /// The heading on lines that no word is broken for, up to the limit of a column of text.
  private func wrapped(_ heading: [String], limit: Double) -> [String] {
    let words = heading.joined(separator: " ").split(separator: " ").map { bold(String($0)) }.max() ?? 0
    let limit = max(limit, min(words, Self.extraLimit)) + 0.01
    return heading.flatMap { text in
      text.isEmpty ? [] : FontMetrics.of(.bold).lines(text, size: house.size, limit: limit)
    }
  }

  private func extra(_ index: Int) -> ForestColumn {
    let texts = plot.rows.map { $0.extra.isEmpty ? "" : $0.extra[index] }
    let heading = [plot.headings.extra[index]]
    let isNumeric = texts.allSatisfy { $0.isEmpty || Double($0) != nil }
    if isNumeric { return aligned(texts, part: .extra, heading: heading, side: .right) }
    var column = ForestColumn(part: .extra, heading: [], side: .left)
    let fitted = zip(texts, weights).map {
      FontMetrics.of($1).fitting($0, size: house.size, limit: Self.extraLimit)
    }
    column.lines = fitted.map { $0.isEmpty ? [] : [.init(text: $0, x: 0)] }
    column.content = zip(fitted, weights).map { FontMetrics.of($1).width($0, size: house.size) }.max() ?? 0
    column.heading = wrapped(heading, limit: max(column.content, 46))
    column.width = max(column.content, column.heading.map(bold).max() ?? 0)
    return column
  }

  // MARK: Reported numbers

  /// The columns that hold a number.
  private var raw: [ForestColumn] {
    var columns: [ForestColumn] = []
    var index = 0
    while index < plot.rawColumns.count {
      let count = house.mergesCounts ? merged(index) : 1
      let isEmpty = plot.rows.allSatisfy { row in
        row.raw.isEmpty || row.raw[index..<(index + count)].allSatisfy { $0.text.isEmpty }
      }
      if !isEmpty { columns.append(rawColumn(index, count: count, isFirst: columns.isEmpty)) }
      index += count
    }
    return columns
  }

  /// How many columns from here on stand in one: events with their total, a mean with its deviation.
  private func merged(_ index: Int) -> Int {
    let names = plot.rawColumns
    guard index + 1 < names.count, plot.headings.raw[index].group == plot.headings.raw[index + 1].group else {
      return 1
    }
    let (this, next) = (names[index], names[index + 1])
    let isPair =
      this.hasPrefix("events") && (next.hasPrefix("total") || next.hasPrefix("time"))
      || this.hasPrefix("mean") && next.hasPrefix("sd")
    return isPair ? 2 : 1
  }

  private func rawColumn(_ index: Int, count: Int, isFirst: Bool) -> ForestColumn {
    let headings = plot.headings.raw
    let group = headings[index].group
    let startsGroup = !isFirst && group != headings[index - 1].group
    let texts = rawTexts(index)
    guard count == 2 else {
      return aligned(
        texts, part: .raw, heading: [headings[index].heading], group: group, side: .right,
        gap: startsGroup || isFirst ? 14 : 8)
    }
    let second = rawTexts(index + 1)
    let isMean = plot.rawColumns[index].hasPrefix("mean")
    let (first, other) = (headings[index].heading, headings[index + 1].heading.lowercased())
    let joined = zip(texts, second).map { first, second in
      guard !first.isEmpty, !second.isEmpty else { return first + second }
      return isMean ? "\(first) (\(second))" : "\(first)/\(second)"
    }
    return aligned(
      joined, part: .raw,
      heading: [isMean ? "\(first) (\(headings[index + 1].heading))" : "\(first)/\(other)"], group: group,
      side: .middle, gap: 14, mark: isMean ? .decimalPoint : .slash)
  }

  /// The numbers of a column, all with the same decimals, as many as they need and the usual size allows.
  private func rawTexts(_ index: Int) -> [String] {
    let cells = plot.rows.map { $0.raw.isEmpty ? "" : $0.raw[index].text }
    let numbers = cells.compactMap { Double($0) }
    let usual = numbers.map(\.magnitude).sorted().dropFirst(numbers.count / 2).first ?? 0
    let allowed = usual < 1 ? 3 : usual < 10 ? 2 : usual < 1000 ? 1 : 0
    let needed =
      numbers.map { number in
        (0...3).first { Double(NumberText.fixed(number, decimals: $0)) == number } ?? 3
      }.max() ?? 0
    return cells.map { cell in
      guard let number = Double(cell) else {
        return metrics.fitting(cell, size: house.size, limit: Self.extraLimit)
      }
      let text = NumberText.fixed(number, decimals: min(allowed, needed))
      let signed = text.withMinusSign
      return house.hasMidlineDot ? signed.replacing(".", with: "·") : signed
    }
  }
}
