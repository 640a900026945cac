import MetaAnalysis
import Workloads

/// Summary survival curves of 27 studies at 20 times.
struct CurveTimes {
  static let header = "work,seconds,survival,log_se"

  private let studies = SimulatedCurves(count: 27, times: 20).studies

  /// The studies, one point a line.
  func printData() {
    print("study,time,survival,at_risk")
    for study in studies {
      for point in study.points {
        print("\(study.label),\(point.time),\(point.survival),\(point.atRisk ?? 0)")
      }
    }
  }

  /// The curve with random effects, its limits, median, restricted mean and Q; then with 10 000 drawn curves as well.
  func printTimes() throws {
    for (work, draws) in [("curve", nil), ("curve with 10000 draws", 10_000)] {
      let model = SummaryCurve(draws: draws)
      let seconds = try secondsPerCall { consume(try model.fit(studies)) }
      guard let last = try model.fit(studies).points.last else { continue }
      print("\(work),\(seconds),\(last.survival),\(last.logSE)")
    }
  }
}
