import Figures

/// The texts of an axis's ticks, without those that would stand too close to one another.
struct ForestTicks {
  /// The least free space between two texts.
  static let space = 5.0

  let texts: [Drawing.Text]

  /// - Parameters:
  ///   - layout: where the axis stands.
  ///   - baseline: the baseline of the texts.
  ///   - color: their color.
  init(_ layout: ForestLayout, baseline: Double, color: String) {
    let axis = layout.plot.axis
    let all = axis.ticks.filter { $0.value >= axis.lower && $0.value <= axis.upper && !$0.label.isEmpty }
      .map { tick in
        let width = FontMetrics.of(.regular).width(tick.label, size: layout.house.smallSize)
        let (least, most) = (ForestLayout.margin, layout.width - ForestLayout.margin - width)
        let x = min(max(layout.x(axis.scale.position(tick.value)) - width / 2, least), max(least, most))
        return (
          isFirst: tick.value == axis.reference,
          text: Drawing.Text(tick.label, x: x, y: baseline, size: layout.house.smallSize, color: color)
        )
      }
    // The tick of no effect is kept before all others, then they from left to right.
    var kept: [Drawing.Text] = []
    for item in all.filter(\.isFirst) + all.filter({ !$0.isFirst }) {
      let box = item.text.box
      let isFree = kept.allSatisfy { other in
        box.x >= other.box.right + Self.space || other.box.x >= box.right + Self.space
      }
      if isFree, box.right <= layout.width - ForestLayout.margin + 0.01 { kept.append(item.text) }
    }
    texts = kept.sorted { $0.x < $1.x }
  }
}
