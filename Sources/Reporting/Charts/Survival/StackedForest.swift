import EffectSizes
import Figures
import Pooling
import StudyData

/// Pooled results of one kind under one another on one axis, such as survival at several times: each under its heading,
/// with its summary, its prediction interval, and between studies and summary how much the studies differ.
struct StackedForest {
  struct Block {
    /// Over the block.
    let title: String
    /// The result; nil where nothing was pooled.
    let result: PoolResult?
    /// The studies that are shown as not estimable.
    var listed: [Exclusion] = []
    /// The rows where nothing was pooled.
    var unpooled: [ForestRow] = []
    /// Lines under the plot.
    var notes: [String] = []
  }

  let blocks: [Block]
  /// Which columns of reported numbers are shown, as they are named in CSV, where a study has them.
  let rawColumns: [String]
  /// What the plot shows, such as "Survival at 12 and 24".
  let subject: String
  /// Lines under the plot that belong to no block.
  var notes: [String] = []

  /// The plot; nil where nothing was pooled.
  func plot(_ options: ForestOptions) -> ForestPlot? {
    let drawn = blocks.map { block in (block, block.result.map { forest($0, block, options) }) }
    guard let first = blocks.lazy.compactMap(\.result).first, let model = drawn.lazy.compactMap(\.1).first
    else { return nil }
    let columns = shownColumns(drawn.compactMap(\.1))
    var rows: [ForestRow] = []
    for (block, plot) in drawn {
      rows.append(header(block.title))
      rows += plot.map { self.rows($0, under: block.title, columns.map(\.name)) } ?? unpooled(block)
    }
    let axis = first.axis(options, rows: rows)
    let studies = blocks.compactMap(\.result).flatMap { $0.fit.effects.studies }
    let lines = blocks.flatMap(\.notes) + notes + [RawColumns.legend(studies)].compactMap(\.self)
    rows += lines.map { ForestRow(kind: .note, label: $0) }
    var headings = model.headings
    headings.raw = columns.map(\.heading)
    return ForestPlot(
      title: options.title ?? "", description: description(drawn.compactMap(\.1)),
      rawColumns: columns.map(\.name),
      headings: headings, level: first.fit.model.level, axis: axis, rows: rows)
  }

  /// The plot of one block by itself.
  private func forest(_ result: PoolResult, _ block: Block, _ options: ForestOptions) -> ForestPlot {
    var options = options
    options.listed = block.listed
    if blocks.contains(where: { $0.result?.fit.effects.studies.contains { $0.survivalRung != nil } ?? false })
    {
      options.columns = .init(
        names: ["SE from"], studies: result.fit.effects.studies.map { [$0.survivalRung?.letter ?? ""] },
        excluded: [])
    }
    return result.forest(options)
  }

  /// The columns that are wanted and hold something.
  private func shownColumns(_ plots: [ForestPlot]) -> [(name: String, heading: ForestHeadings.Raw)] {
    rawColumns.compactMap { name in
      for plot in plots {
        guard let place = plot.rawColumns.firstIndex(of: name) else { continue }
        let hasValue = plot.rows.contains { !$0.raw.isEmpty && $0.raw[place] != .missing }
        if hasValue { return (name, plot.headings.raw[place]) }
      }
      return nil
    }
  }

  private func header(_ title: String) -> ForestRow {
    var header = ForestRow(kind: .groupHeader, label: title)
    header.group = title
    return header
  }

  private func unpooled(_ block: Block) -> [ForestRow] {
    block.unpooled.map {
      var row = $0
      (row.group, row.indent) = (block.title, 1)
      return row
    }
  }

  /// The rows of a plot as those of a block. The lines on all its studies go before its summary, with which it ends.
  private func rows(_ plot: ForestPlot, under title: String, _ columns: [String]) -> [ForestRow] {
    let rows = plot.rows.map { block($0, of: plot, under: title, columns) }
    let end = plot.rows.firstIndex { $0.kind == .summary } ?? rows.count
    let (body, tail) = (rows[..<end], rows[end...])
    return body + tail.filter { $0.kind == .note } + tail.filter { $0.kind != .note }
  }

  private func block(
    _ row: ForestRow, of plot: ForestPlot, under title: String, _ columns: [String]
  ) -> ForestRow {
    var row = row
    let hasGroups = plot.rows.contains { $0.kind == .groupHeader }
    switch row.kind {
    case .study, .groupHeader, .subgroupSummary: row.indent += 1
    case .summary: row.kind = .subgroupSummary
    case .note where hasGroups && row.group.isEmpty: row.label = "All groups. \(row.label)"
    case .predictionInterval, .note: break
    }
    row.group = row.group.isEmpty || !hasGroups ? title : "\(title): \(row.group)"
    if !row.raw.isEmpty {
      let cells = columns.map { name in plot.rawColumns.firstIndex(of: name).map { row.raw[$0] } ?? .missing }
      row.raw = cells.allSatisfy { $0 == .missing } ? [] : cells
    }
    return row
  }

  private func description(_ plots: [ForestPlot]) -> String {
    let results = zip(blocks.filter { $0.result != nil }, plots).map { block, plot in
      "\(block.title): \(plot.rows.last { $0.kind == .summary }?.estimateText ?? "")"
    }
    return "Forest plots of \(subject). " + results.joined(separator: "; ") + "."
  }
}
