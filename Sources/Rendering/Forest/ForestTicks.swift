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
        let width = FontMetrics.of(.regular).width(tick.drawnLabel, size: layout.house.smallSize)
        let (least, most) = (ForestLayout.margin, layout.width - ForestLayout.margin - width)
        let x = min(max(layout.x(axis.scale.position(tick.value)) - width / 2, least), max(least, most))
        return (
          rank: Self.rank(tick.value, axis),
          text: Drawing.Text(tick.drawnLabel, x: x, y: baseline, size: layout.house.smallSize, color: color)
        )
      }
    var kept: [Drawing.Text] = []
    for item in (0...2).flatMap({ rank in all.filter { $0.rank == rank } }) {
      let box = item.text.box
      let isFree = kept.allSatisfy { other in
        box.x >= other.box.right + Self.space || other.box.x >= box.right + Self.space
      }
      if isFree, box.right <= layout.width - ForestLayout.margin + 0.01 { kept.append(item.text) }
    }
    texts = kept.sorted { $0.x < $1.x }
  }

  /// Which ticks are kept before others: that of no effect, then powers of ten on a logarithmic axis.
  private static func rank(_ value: Double, _ axis: Axis) -> Int {
    if value == axis.reference { return 0 }
    guard axis.scale == .log, let text = NumberText.exact(value) else { return 2 }
    let digits = text.prefix { $0 != "e" }.filter { $0 != "0" && $0 != "." }
    return digits == "1" ? 1 : 2
  }
}
