#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Chart {
  /// A network of treatments on a circle, the first at the top and the others clockwise: circles with areas in
  /// proportion to their sizes, lines with widths in proportion to theirs, the names around.
  ///
  /// - Parameters:
  ///   - nodes: the treatments, each with its size, such as the number of patients.
  ///   - edges: the comparisons by the places of their treatments, each with its width, such as the number of studies.
  ///   - title: the title; empty for none.
  /// - Precondition: there is a node; sizes and widths are finite and not below 0; an edge joins two different nodes.
  public static func network(
    nodes: [(name: String, size: Double)], edges: [(from: Int, to: Int, width: Double)], title: String = ""
  ) -> Chart {
    precondition(!nodes.isEmpty, "a network has a node")
    precondition(
      (nodes.map(\.size) + edges.map(\.width)).allSatisfy { $0 >= 0 && $0.isFinite }, "sizes of 0 or more")
    precondition(
      edges.allSatisfy {
        nodes.indices.contains($0.from) && nodes.indices.contains($0.to) && $0.from != $0.to
      }, "an edge joins two nodes")
    let circle = NetworkCircle(nodes.map(\.name))
    let widest = edges.map(\.width).max() ?? 0
    let largest = nodes.map(\.size).max() ?? 0
    // Thin lines lie over thick ones.
    let lines = edges.sorted { $0.width > $1.width }.map { edge in
      Mark(
        .line, .muted, at: [circle.place(edge.from), circle.place(edge.to)],
        size: widest > 0 ? edge.width / widest : nil)
    }
    let points = nodes.enumerated().map { place, node in
      Mark(
        .point, .study, at: [circle.place(place)],
        size: largest > 0 ? (node.size / largest).squareRoot() : nil)
    }
    let labels = nodes.enumerated().map { place, node in
      Mark(.text, .study, label: node.name, at: [circle.placeOfLabel(place)])
    }
    func axis() -> Axis {
      Axis(lower: -circle.reach, upper: circle.reach, ticks: [], title: "", isHidden: true)
    }
    let names = nodes.map(\.name).joined(separator: ", ")
    return Chart(
      kind: .network, title: title,
      description: "Network of \(nodes.count) treatments with \(edges.count) direct comparisons: \(names).",
      panels: [Panel(x: axis(), y: axis(), isSquare: true, marks: lines + points + labels)], aspect: 1)
  }
}

/// Where the nodes of a network and their names stand.
private struct NetworkCircle {
  /// The distance of the names from the nodes, in radii.
  private static let gap = 0.16
  /// The width of a letter over that of the panel.
  private static let letter = 0.0095
  /// Names as long as half the panel leave the circle the other half.
  private static let longest = 40

  let names: [String]
  /// From the middle to the edge of the panel.
  let reach: Double

  init(_ names: [String]) {
    self.names = names
    let letters = Double(min(names.map(\.count).max() ?? 0, Self.longest))
    // The names stick out by their length, which is a share of what is to be found.
    reach = (1 + 2 * Self.gap) / (1 - 2 * Self.letter * letters)
  }

  private func angle(_ place: Int) -> Double { .pi / 2 - 2 * .pi * Double(place) / Double(names.count) }

  func place(_ place: Int) -> Chart.Mark.Vertex { at(place, radius: 1) }

  /// The middle of the name: beyond the node, at its side by half its length.
  func placeOfLabel(_ place: Int) -> Chart.Mark.Vertex {
    let half = Double(min(names[place].count, Self.longest)) * Self.letter * reach
    let outside = at(place, radius: 1 + Self.gap)
    return .init(outside.x + half * rounded(cos(angle(place))), outside.y)
  }

  private func at(_ place: Int, radius: Double) -> Chart.Mark.Vertex {
    .init(radius * rounded(cos(angle(place))), radius * rounded(sin(angle(place))))
  }

  /// Without the noise of the angle: 0 at the top, not 6e-17.
  private func rounded(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}
