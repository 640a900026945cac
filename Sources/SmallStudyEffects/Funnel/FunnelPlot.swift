import Distributions
import EffectSizes
import Pooling

/// The data of a funnel plot: the studies by effect and standard error, with the regions around them, ready to be drawn.
///
/// At the standard error s, a study around θ lies with probability 1 − α within θ ± z_{α/2}·s. Around the pooled value
/// these are the pseudo-confidence limits; around no effect they are the contours of significance. The vertices go from
/// s = 0 down one side and up the other; where the display scale bends the sides they have many.
/// Source: Sterne JAC, Egger M (2001), *J Clin Epidemiol* 54:1046–1055; contours, Peters JL and others (2008), *J Clin
/// Epidemiol* 61:991–996. metafor: `funnel(level = , refline = )`. O(k).
public struct FunnelPlot: Sendable, Equatable {
  /// A study.
  public struct Point: Sendable, Equatable {
    /// The study's label.
    public let study: String
    /// The effect on the analysis scale.
    public let yi: Double
    /// Its standard error.
    public let sei: Double
    /// The effect on the display scale.
    public let estimate: Double
    /// The number of people or the person-time; nil where it is not known.
    public let size: Double?
    /// Whether it lies within the limits around the pooled value.
    public let isInside: Bool
    /// The two-sided p-value against no effect, by the normal distribution; nil for measures without a null.
    public let p: Double?
    /// The highest contour level outside of which it lies; nil inside all of them, and without contours.
    public let beyond: Double?

    /// 1/√vᵢ.
    public var precision: Double { 1 / sei }
  }

  /// A point of an outline.
  public struct Vertex: Sendable, Equatable {
    /// On the analysis scale.
    public let yi: Double
    /// The standard error.
    public let sei: Double
    /// On the display scale.
    public let estimate: Double
  }

  /// What a line or region is.
  public enum Kind: String, Sendable, CaseIterable {
    /// The pooled value.
    case center
    /// No effect.
    case null
    /// The line of Egger's regression.
    case egger
    /// The limits around the pooled value.
    case limits
    /// The limits around no effect.
    case contour
  }

  /// A line or a region.
  public struct Outline: Sendable, Equatable {
    /// What it is.
    public let kind: Kind
    /// The level of a region; nil for lines.
    public let level: Double?
    /// Its points, in drawing order.
    public let vertices: [Vertex]
  }

  /// The studies.
  public let points: [Point]
  /// Regions from the widest to the narrowest, then lines: the order in which they are drawn.
  public let outlines: [Outline]
  /// The standard error at the foot, a twentieth above the largest.
  public let foot: Double
  /// The level of the limits around the pooled value.
  public let level: Double
  private let shape: Shape

  /// The contours of Peters and others.
  public static let standardContours = [0.90, 0.95, 0.99]

  /// The funnel of these studies.
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - center: the pooled value on the analysis scale.
  ///   - transformation: the scale that is displayed.
  ///   - level: the level of the limits around the pooled value.
  ///   - contours: the levels of the limits around no effect, between 0 and 1 (a precondition).
  ///   - sizes: the sizes of the studies, where they are known from elsewhere.
  public init(
    _ effects: EffectSizes, center: Double, transformation: Transformation, level: Double = 0.95,
    contours: [Double] = FunnelPlot.standardContours, sizes: [Double?]? = nil
  ) {
    precondition((contours + [level]).allSatisfy { $0 > 0 && $0 < 1 }, "a level lies between 0 and 1")
    let foot = (effects.studies.map(\.sei).max() ?? 0) * 1.05
    let shape = Shape(foot: foot, transformation: transformation)
    let null = effects.measure.analysisNull
    let sizes = sizes ?? effects.studies.map(\.size)
    let rising = contours.sorted()
    let reach = Self.quantile(level)
    points = zip(effects.studies, sizes).map { study, size in
      let distance = null.map { abs(study.yi - $0) / study.sei }
      return Point(
        study: study.label, yi: study.yi, sei: study.sei, estimate: study.estimate, size: size,
        isInside: abs(study.yi - center) <= reach * study.sei,
        p: distance.map { min(1, 2 * Normal.standard.upperTail($0)) },
        beyond: distance.flatMap { distance in rising.last { distance > Self.quantile($0) } })
    }
    var outlines: [Outline] = []
    if let null {
      outlines += rising.reversed().map { level in
        Outline(
          kind: .contour, level: level, vertices: shape.region(around: null, slope: Self.quantile(level)))
      }
    }
    outlines.append(
      Outline(kind: .limits, level: level, vertices: shape.region(around: center, slope: reach)))
    if let null {
      outlines.append(Outline(kind: .null, level: nil, vertices: shape.line(from: null, slope: 0)))
    }
    outlines.append(Outline(kind: .center, level: nil, vertices: shape.line(from: center, slope: 0)))
    if let egger = try? EggerTest.line(effects, .sei, sizes: []) {
      outlines.append(
        Outline(
          kind: .egger, level: nil, vertices: shape.line(from: egger.intercept, slope: egger.slope)))
    }
    self.outlines = outlines
    self.foot = foot
    self.level = level
    self.shape = shape
  }

  /// The line of a test of asymmetry that regresses on the standard error, or the curve of one that regresses on the
  /// variance; nil for other predictors and where there is no line.
  public func line(of outcome: AsymmetryTests.Outcome) -> Outline? {
    guard outcome.test.takesPredictor, case .success(let result) = outcome.result,
      let start = result.limit?.value, let slope = result.slope?.value
    else { return nil }
    switch outcome.predictor {
    case .sei: return Outline(kind: .egger, level: nil, vertices: shape.line(from: start, slope: slope))
    case .vi: return Outline(kind: .egger, level: nil, vertices: shape.curve { start + slope * $0 * $0 })
    default: return nil
    }
  }

  private static func quantile(_ level: Double) -> Double {
    Normal.standard.upperQuantile((1 - level) / 2)
  }

  /// Lines of the analysis scale, with as many points as their display needs.
  private struct Shape: Equatable {
    let foot: Double
    let transformation: Transformation

    /// The steps from the top to the foot: one where a line stays straight, on a plain or a logarithmic axis.
    var steps: Int { transformation == .identity || transformation == .log ? 1 : 40 }

    func line(from start: Double, slope: Double) -> [Vertex] {
      curve(steps: slope == 0 ? 1 : steps) { start + slope * $0 }
    }

    func curve(steps: Int = 40, _ yi: (Double) -> Double) -> [Vertex] {
      (0...steps).map { step in
        let sei = foot * Double(step) / Double(steps)
        let yi = yi(sei)
        return Vertex(yi: yi, sei: sei, estimate: transformation.inverse(yi))
      }
    }

    func region(around center: Double, slope: Double) -> [Vertex] {
      line(from: center, slope: -slope) + line(from: center, slope: slope).reversed().dropLast()
    }
  }
}
