import Figures

/// Which labels of an axis stay, so that none lies over another.
enum LabelThinning {
  /// The labels that stay: evenly many on a linear axis; on a log axis, whose ticks are uneven anyway, all that have
  /// room on both sides of one that stays in any case.
  ///
  /// - Parameters:
  ///   - spans: from where to where each label reaches, in order.
  ///   - scale: the scale of the axis.
  ///   - gap: what is to lie between them.
  ///   - anchor: the label to keep; nil for any.
  static func kept(
    _ spans: [(start: Double, end: Double)], on scale: AxisScale, gap: Double, keeping anchor: Int?
  ) -> [Int] {
    guard scale == .log, let anchor = anchor ?? spans.indices.first else {
      return even(spans, gap: gap, keeping: anchor)
    }
    var kept = [anchor]
    for index in spans.indices.dropFirst(anchor + 1) {
      if let last = kept.last, spans[last].end + gap <= spans[index].start { kept.append(index) }
    }
    for index in spans.indices.prefix(anchor).reversed() where spans[index].end + gap <= spans[kept[0]].start
    {
      kept.insert(index, at: 0)
    }
    return kept
  }

  /// Every label, or every second, third and so on.
  static func even(_ spans: [(start: Double, end: Double)], gap: Double, keeping anchor: Int?) -> [Int] {
    for step in 1...max(1, spans.count) {
      let first = anchor.map { $0 % step }
      for offset in [first].compactMap({ $0 }) + (0..<step).filter({ $0 != first }) {
        let kept = Array(stride(from: offset, to: spans.count, by: step))
        if zip(kept, kept.dropFirst()).allSatisfy({ spans[$0].end + gap <= spans[$1].start }) { return kept }
      }
    }
    return []
  }
}
