import Figures
import StudyData

/// What a caller may choose about a forest plot.
public struct ForestOptions: Sendable, Equatable {
  /// Columns of the data that are shown beside the labels as they are.
  public struct Columns: Sendable, Equatable {
    /// What the columns are called.
    public var names: [String]
    /// The texts of each study that was pooled, in their order.
    public var studies: [[String]]
    /// The texts of each study that was left out, in their order; none where they are not known.
    public var excluded: [[String]]

    /// Columns with the texts of every study.
    public init(names: [String], studies: [[String]], excluded: [[String]]) {
      (self.names, self.studies, self.excluded) = (names, studies, excluded)
    }
  }

  /// The title; nil for none.
  public var title: String?
  /// What a result on the left of the line of no effect favors.
  public var leftDirection = ""
  /// What a result on the right of the line of no effect favors.
  public var rightDirection = ""
  /// The ends of the axis on the display scale; nil to choose them from the data.
  public var axis: ClosedRange<Double>?
  /// How texts and numbers are written.
  public var wording = ForestWording.standard
  /// The names of the two groups; empty where they have none.
  public var groups: [String] = []
  /// Columns of the data beside the labels.
  public var columns: Columns?
  /// The reported numbers of each study that was left out, in their order; none where they are not known.
  public var excludedNumbers: [[ResultTable.Value]] = []
  /// The studies that are listed as left out; nil for all that are.
  var listed: [Exclusion]?
  /// The remarks on each study that was pooled, in their order; none for its own.
  var remarks: [[String]] = []

  /// The options by default.
  public init() {}
}
