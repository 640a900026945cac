import Figures
import Rendering
import Testing

/// A picture of each kind, as it was when somebody looked at it last.
@Suite("Charts as they were")
struct ChartSnapshotTests {
  @Test("in color on white", arguments: Chart.Kind.allCases)
  func light(kind: Chart.Kind) throws {
    try Snapshot.compare(
      Picture(.chart(ChartFixtures.chart(kind))).svg, with: "chart-\(kind.rawValue).svg")
  }

  @Test(
    "in the other themes", arguments: [Chart.Kind.funnel, .survival, .gosh],
    [FigureStyle.Theme.dark, .grayscale])
  func themes(kind: Chart.Kind, theme: FigureStyle.Theme) throws {
    let picture = Picture(.chart(ChartFixtures.chart(kind)), style: FigureStyle(theme: theme))
    try Snapshot.compare(picture.svg, with: "chart-\(kind.rawValue)-\(theme.rawValue).svg")
  }
}
