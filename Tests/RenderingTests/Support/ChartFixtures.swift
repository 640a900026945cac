import Figures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A small chart of each kind. The numbers are made up or rounded: what is tested is how they are drawn.
enum ChartFixtures {
  typealias Mark = Chart.Mark
  typealias Vertex = Chart.Mark.Vertex

  static func chart(_ kind: Chart.Kind) -> Chart {
    switch kind {
    case .funnel: funnel
    case .radial: radial
    case .labbe: labbe
    case .baujat: baujat
    case .influence: influence
    case .gosh: gosh
    case .drapery: drapery
    case .bubble: bubble
    case .specificationCurve: specificationCurve
    case .survival: survival
    case .network: network
    }
  }

  /// Name, log risk ratio, standard error, latitude.
  static let trials: [(name: String, yi: Double, sei: Double, latitude: Double)] = [
    ("Aronson, 1948", -0.889, 0.571, 44), ("Ferguson & Simes, 1949", -1.585, 0.441, 55),
    ("Rosenthal et al, 1960", -1.348, 0.645, 42), ("Hart & Sutherland, 1977", -1.442, 0.141, 52),
    ("Frimodt-Moller et al, 1973", -0.218, 0.226, 13), ("Stein & Aronson, 1953", -0.786, 0.083, 44),
    ("Vandiviere et al, 1973", -1.621, 0.472, 19), ("TPT Madras, 1980", 0.012, 0.063, 13),
    ("Coetzee & Berjak, 1968", -0.469, 0.238, 27), ("Rosenthal et al, 1961", -1.371, 0.270, 42),
    ("Comstock et al, 1974", -0.339, 0.112, 18), ("Comstock & Webster, 1969", 0.446, 0.730, 33),
    ("Comstock et al, 1976", -0.017, 0.267, 33),
  ]

  static func axis(
    _ range: ClosedRange<Double>, _ ticks: [Double], _ title: String, reference: Double? = nil,
    scale: AxisScale = .linear, isReversed: Bool = false, isHidden: Bool = false, asPercent: Bool = false
  ) -> Axis {
    Axis(
      scale: scale, lower: range.lowerBound, upper: range.upperBound, reference: reference,
      ticks: ticks.map { tick in
        let text = NumberText.significant(asPercent ? 100 * tick : tick, digits: 3)
        let short =
          text.contains(".") ? String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed()) : text
        return .init(value: tick, label: short + (asPercent ? "%" : ""))
      }, title: title, isReversed: isReversed, isHidden: isHidden)
  }

  static func names(_ names: [String], _ title: String = "", isReversed: Bool = true) -> Axis {
    Axis(
      lower: 0.5, upper: Double(names.count) + 0.5,
      ticks: names.enumerated().map { .init(value: Double($0 + 1), label: $1) }, title: title,
      isReversed: isReversed)
  }

  static var funnel: Chart {
    let summary = -0.715
    func region(_ role: Mark.Role, _ name: String, _ z: Double) -> Mark {
      Mark(
        .area, role, series: name,
        at: [.init(exp(0), 0), .init(exp(-z * 0.8), 0.8), .init(exp(z * 0.8), 0.8)])
    }
    var marks: [Mark] = [
      region(.contour3, "p < 0.05", 2.576), region(.contour2, "0.05 < p < 0.10", 1.96),
      region(.contour1, "p > 0.10", 1.645),
      Mark(.line, .summary, series: "Summary", at: [.init(exp(summary), 0), .init(exp(summary), 0.8)]),
      Mark(
        .line, .limits, series: "95% limits without heterogeneity",
        at: [
          .init(exp(summary - 1.96 * 0.8), 0.8), .init(exp(summary), 0),
          .init(exp(summary + 1.96 * 0.8), 0.8),
        ]),
      Mark(
        .line, .regression, series: "Egger's line", at: [.init(exp(-0.55), 0), .init(exp(-1.3), 0.8)]),
    ]
    marks += [(-0.1, 0.5), (0.2, 0.62), (-0.05, 0.45)].map {
      Mark(.point, .filled, series: "Filled", label: "Filled", at: [.init(exp($0.0), $0.1)])
    }
    marks += trials.map {
      Mark(.point, .study, series: "Studies", label: $0.name, at: [.init(exp($0.yi), $0.sei)])
    }
    return Chart(
      kind: .funnel, title: "BCG vaccine against tuberculosis",
      description: "13 trials by their risk ratio and its standard error.",
      panels: [
        .init(
          x: axis(0.05...8, [0.05, 0.1, 0.2, 0.5, 1, 2, 5], "Risk ratio", reference: 1, scale: .log),
          y: axis(
            0...0.8, [0, 0.2, 0.4, 0.6, 0.8], "Standard error of the log risk ratio", isReversed: true),
          marks: marks)
      ])
  }

  static var radial: Chart {
    var marks: [Mark] = [
      Mark(
        .area, .band, series: "95% band",
        at: [.init(0, -1.96), .init(0, 1.96), .init(17, 1.96 - 12.2), .init(17, -1.96 - 12.2)]),
      Mark(.line, .summary, series: "Summary", at: [.init(0, 0), .init(17, -12.2)]),
    ]
    marks += trials.map {
      Mark(
        .point, abs(($0.yi + 0.715) / $0.sei) > 4 ? .highlight : .study, label: $0.name,
        at: [.init(1 / $0.sei, $0.yi / $0.sei)])
    }
    return Chart(
      kind: .radial, description: "z against precision.",
      panels: [
        .init(
          x: axis(0...17, [0, 5, 10, 15], "1 / standard error"),
          y: axis(-16...4, [-15, -10, -5, 0], "Effect / standard error", reference: 0), marks: marks)
      ], aspect: 0.7)
  }

  static var labbe: Chart {
    let rates: [(String, Double, Double, Double)] = [
      ("Aronson, 1948", 0.079, 0.033, 0.2), ("Ferguson & Simes, 1949", 0.095, 0.02, 0.3),
      ("Rosenthal et al, 1960", 0.05, 0.013, 0.25), ("Hart & Sutherland, 1977", 0.0195, 0.0046, 1),
      ("Stein & Aronson, 1953", 0.126, 0.059, 0.5), ("Vandiviere et al, 1973", 0.016, 0.003, 0.4),
      ("Coetzee & Berjak, 1968", 0.006, 0.004, 0.6),
    ]
    var marks: [Mark] = [
      Mark(.line, .reference, series: "No effect", at: [.init(0, 0), .init(0.15, 0.15)]),
      Mark(.line, .summary, series: "Risk ratio 0.49", at: [.init(0, 0), .init(0.15, 0.0735)]),
    ]
    marks += rates.map { Mark(.point, .study, label: $0.0, at: [.init($0.1, $0.2)], size: $0.3) }
    return Chart(
      kind: .labbe, title: "L'Abbé plot", description: "Risks in both groups.",
      panels: [
        .init(
          x: axis(0...0.15, [0, 0.05, 0.1, 0.15], "Risk without vaccine", asPercent: true),
          y: axis(0...0.15, [0, 0.05, 0.1, 0.15], "Risk with vaccine", asPercent: true), isSquare: true,
          marks: marks)
      ], aspect: 1)
  }

  static var baujat: Chart {
    Chart(
      kind: .baujat, description: "Contribution to heterogeneity and influence.",
      panels: [
        .init(
          x: axis(0...60, [0, 10, 20, 30, 40, 50, 60], "Contribution to Q"),
          y: axis(0...0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5], "Influence on the summary"),
          marks: trials.enumerated().map { index, trial in
            let x = pow((trial.yi + 0.43) / trial.sei, 2)
            return Mark(
              .point, x > 40 ? .highlight : .study, label: trial.name,
              at: [.init(min(x, 58), min(x, 58) / 130 + 0.01 * Double(index % 3))])
          })
      ], aspect: 0.7)
  }

  static var influence: Chart {
    let columns: [(String, ClosedRange<Double>, [Double], Double)] = [
      ("Studentized residual", -3...3, [-2, 0, 2], 1.9), ("DFFITS", -1...1, [-1, 0, 1], 0.8),
      ("Cook's distance", 0...0.6, [0, 0.3, 0.6], 0.45),
      ("Covariance ratio", 0.8...1.4, [0.8, 1, 1.2, 1.4], 1.35),
    ]
    let panels = columns.enumerated().map { column, facts in
      let (name, range, ticks, limit) = facts
      let middle = (range.lowerBound + range.upperBound) / 2
      let half = (range.upperBound - range.lowerBound) / 2
      let values = trials.indices.map { middle + half * 0.9 * sin(Double($0 * (column + 3)) * 1.7) }
      var marks = [
        Mark(.line, .limits, series: "Limit", at: [.init(limit, 0.5), .init(limit, 13.5)]),
        Mark(.line, .muted, at: values.enumerated().map { .init($1, Double($0 + 1)) }),
      ]
      marks += zip(trials, values).enumerated().map { index, pair in
        Mark(
          .point, pair.1 > limit ? .highlight : .study, series: pair.1 > limit ? "Influential" : "",
          label: pair.0.name, at: [.init(pair.1, Double(index + 1))])
      }
      let labels = names(trials.map(\.name))
      return Chart.Panel(
        name: "panel\(column)", title: name, column: column, x: axis(range, ticks, "", reference: middle),
        y: column == 0
          ? labels
          : Axis(
            lower: labels.lower, upper: labels.upper,
            ticks: labels.ticks.map { .init(value: $0.value, label: "") }, title: "", isReversed: true),
        marks: marks)
    }
    return Chart(
      kind: .influence, description: "Diagnostics by trial.", panels: panels, columnShares: [1, 1, 1, 1],
      aspect: 0.5)
  }

  static var gosh: Chart {
    var counts = [[Double]](repeating: [Double](repeating: 0, count: 30), count: 30)
    for row in 0..<30 {
      for column in 0..<30 {
        let (x, y) = (Double(column) - 12, Double(row) - 20)
        counts[row][column] =
          exp(-(x * x + y * y + x * y * 0.8) / 60) + 0.5
          * exp(-((x - 8) * (x - 8) + (y + 10) * (y + 10)) / 25)
      }
    }
    let most = counts.flatMap { $0 }.max() ?? 1
    func corner(_ column: Int, _ row: Int) -> Vertex {
      .init(-1.5 + 0.05 * Double(column), 100 / 30 * Double(row))
    }
    let cells = (0..<30).flatMap { row in
      (0..<30).compactMap { column -> Mark? in
        let share = counts[row][column] / most
        guard share > 0.02 else { return nil }
        return Mark(
          .rectangle, .density, at: [corner(column, row), corner(column + 1, row + 1)],
          intensity: share.squareRoot())
      }
    }
    let across = (0..<30).map { column in (0..<30).map { counts[$0][column] }.reduce(0, +) }
    let along = (0..<30).map { row in counts[row].reduce(0, +) }
    let (highest, widest) = (across.max() ?? 1, along.max() ?? 1)
    let x = axis(-1.5...0, [-1.5, -1, -0.5, 0], "Summary log risk ratio")
    let y = axis(0...100, [0, 25, 50, 75, 100], "I² (%)")
    let hidden = axis(0...1.05, [], "", isHidden: true)
    return Chart(
      kind: .gosh, title: "All subsets", description: "Density of the summaries of all subsets.",
      panels: [
        .init(
          name: "top",
          x: axis(-1.5...0, [], "", isHidden: true), y: hidden,
          marks: across.enumerated().map {
            Mark(
              .rectangle, .density, at: [.init(corner($0, 0).x, 0), .init(corner($0 + 1, 0).x, $1 / highest)])
          }),
        .init(name: "main", row: 1, x: x, y: y, marks: cells),
        .init(
          name: "right", row: 1, column: 1, x: hidden, y: axis(0...100, [], "", isHidden: true),
          marks: along.enumerated().map {
            Mark(
              .rectangle, .density, at: [.init(0, corner(0, $0).y), .init($1 / widest, corner(0, $0 + 1).y)])
          }),
      ], columnShares: [4, 1], rowShares: [1, 4], aspect: 0.85)
  }

  static var drapery: Chart {
    func curve(_ yi: Double, _ sei: Double) -> [Vertex] {
      (0...120).map { step in
        let x = -3.5 + 5 * Double(step) / 120
        return Vertex(exp(x), erfc(abs(x - yi) / sei / 2.squareRoot()))
      }
    }
    var marks = [
      Mark(.rectangle, .limits, series: "p < 0.05", at: [.init(exp(-3.5), 0), .init(exp(1.5), 0.05)])
    ]
    marks += trials.map { Mark(.line, .muted, series: "Trials", label: $0.name, at: curve($0.yi, $0.sei)) }
    marks += [
      Mark(.line, .prediction, series: "Prediction", at: curve(-0.715, 0.6)),
      Mark(.line, .summary, series: "Summary", at: curve(-0.715, 0.18)),
    ]
    return Chart(
      kind: .drapery, description: "p-value functions.",
      panels: [
        .init(
          x: axis(
            exp(-3.5)...exp(1.5), [0.05, 0.1, 0.2, 0.5, 1, 2], "Risk ratio", reference: 1, scale: .log),
          y: axis(0...1, [0, 0.05, 0.2, 0.4, 0.6, 0.8, 1], "p-value"), marks: marks)
      ])
  }

  static var bubble: Chart {
    let line = { (x: Double) in 0.25 - 0.029 * x }
    func band(_ half: @escaping (Double) -> Double) -> [Vertex] {
      let xs = (0...20).map { 10 + Double($0) * 2.4 }
      return xs.map { Vertex($0, exp(line($0) + half($0))) }
        + xs.reversed().map { Vertex($0, exp(line($0) - half($0))) }
    }
    var marks = [
      Mark(
        .area, .prediction, series: "95% prediction band", at: band { 0.6 + 0.0004 * ($0 - 33) * ($0 - 33) }),
      Mark(.area, .band, series: "95% confidence band", at: band { 0.25 + 0.0007 * ($0 - 33) * ($0 - 33) }),
      Mark(
        .line, .regression, series: "Regression", at: [.init(10, exp(line(10))), .init(58, exp(line(58)))]),
    ]
    marks += trials.map {
      Mark(
        .point, .study, label: $0.name, at: [.init($0.latitude, exp($0.yi))],
        size: (0.063 / $0.sei).squareRoot())
    }
    return Chart(
      kind: .bubble, title: "Risk ratio by latitude", description: "13 trials.",
      panels: [
        .init(
          x: axis(10...58, [10, 20, 30, 40, 50], "Absolute latitude"),
          y: axis(0.1...3, [0.1, 0.2, 0.5, 1, 2], "Risk ratio", reference: 1, scale: .log), marks: marks)
      ])
  }

  static var specificationCurve: Chart {
    let count = 60
    let values = (0..<count).map { -1.1 + 0.9 * Double($0) / Double(count) + 0.05 * sin(Double($0)) }
    let choices = [
      "RR", "OR", "RD", "REML", "DL", "PM", "common effect", "Hartung–Knapp", "z", "all trials",
      "random allocation only",
    ]
    var curve = values.enumerated().map { index, value in
      Mark(
        .line, .muted, at: [.init(Double(index + 1), value - 0.35), .init(Double(index + 1), value + 0.3)])
    }
    curve += values.enumerated().map { index, value in
      Mark(
        .point, index == 22 ? .highlight : .study,
        series: index == 22 ? "The analysis of the review" : "Analyses",
        label: index == 22 ? "REML, HK" : "", at: [.init(Double(index + 1), value)], size: 0.25)
    }
    let cells = (0..<count).flatMap { index in
      choices.indices.compactMap { row -> Mark? in
        guard (index * 7 + row * row * 3) % 4 == 0 else { return nil }
        return Mark(
          .rectangle, .study,
          at: [.init(Double(index) + 0.6, Double(row) + 0.7), .init(Double(index) + 1.4, Double(row) + 1.3)],
          intensity: 0.8)
      }
    }
    let hidden = axis(0.5...60.5, [], "", isHidden: true)
    return Chart(
      kind: .specificationCurve, title: "Specification curve", description: "60 analyses.",
      panels: [
        .init(
          name: "curve", x: hidden, y: axis(-1.6...0.4, [-1.5, -1, -0.5, 0], "Log risk ratio", reference: 0),
          marks: curve),
        .init(
          name: "choices", row: 1, x: axis(0.5...60.5, [1, 20, 40, 60], "Analysis"), y: names(choices),
          marks: cells),
      ], rowShares: [3, 2], aspect: 0.9)
  }

  static var survival: Chart {
    func curve(_ rate: Double) -> [Vertex] {
      (0...30).map { Vertex(Double($0) * 2, exp(-rate * Double($0))) }
    }
    func band(_ rate: Double) -> [Vertex] {
      curve(rate).map { Vertex($0.x, min(1, $0.y + 0.002 * $0.x)) }
        + curve(rate).reversed().map { Vertex($0.x, $0.y - 0.002 * $0.x) }
    }
    var marks: [Mark] = [0.03, 0.05, 0.055].map { rate in
      Mark(.step, .group1, label: "Study \(rate)", at: curve(rate), size: 0.08)
    }
    marks += [0.07, 0.1].map { rate in
      Mark(.step, .group2, label: "Study \(rate)", at: curve(rate), size: 0.08)
    }
    for (role, name, rate) in [
      (Mark.Role.group1, "Cryoablation", 0.045), (.group2, "Radiofrequency ablation", 0.08),
    ] {
      marks.append(Mark(.area, role, series: name, at: band(rate)))
      marks.append(Mark(.step, role, series: name, at: curve(rate)))
    }
    let times = [0.0, 12, 24, 36, 48, 60]
    let table = [
      (Mark.Role.group1, 1.0, [1250, 980, 702, 411, 150, 12]), (.group2, 2, [840, 600, 388, 190, 61, 4]),
    ]
    .flatMap { role, row, counts in
      zip(times, counts).map { Mark(.text, role, label: "\($1)", at: [.init($0, row)]) }
    }
    return Chart(
      kind: .survival, title: "Overall survival", description: "Two summary curves with their bands.",
      panels: [
        .init(
          x: axis(0...60, times, "Months"),
          y: axis(0...1, [0, 0.25, 0.5, 0.75, 1], "Survival", asPercent: true),
          marks: marks),
        .init(
          name: "risk-table", title: "Number at risk", row: 1, x: axis(0...60, [], "", isHidden: true),
          y: names(["Cryoablation", "Radiofrequency ablation"]), marks: table),
      ], rowShares: [8, 1], aspect: 0.85)
  }

  static var network: Chart {
    let nodes = ["Placebo", "Cryoablation", "Radiofrequency", "Microwave", "Resection", "TACE"]
    let sizes = [1, 0.7, 0.9, 0.4, 0.6, 0.3]
    let places = nodes.indices.map { index in
      Vertex(cos(Double(index) * .pi / 3), sin(Double(index) * .pi / 3))
    }
    let edges = [(0, 1, 0.9), (0, 2, 1), (1, 2, 0.4), (2, 3, 0.3), (0, 4, 0.5), (4, 5, 0.1), (3, 0, 0.2)]
    var marks = edges.map {
      Mark(.line, .muted, label: "\(nodes[$0]) : \(nodes[$1])", at: [places[$0], places[$1]], size: $2)
    }
    marks += nodes.indices.map { Mark(.point, .study, label: nodes[$0], at: [places[$0]], size: sizes[$0]) }
    let plane = axis(-1.6...1.6, [], "", isHidden: true)
    return Chart(
      kind: .network, title: "Network", description: "Six treatments.",
      panels: [.init(x: plane, y: plane, isSquare: true, marks: marks)], aspect: 0.8)
  }
}
