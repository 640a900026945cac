/// Where the deaths stand that a fall of the curve between two read-offs takes.
///
/// A step that was read at its top and at its bottom is at its own time in either case.
public enum FallPlacement: String, Sendable, CaseIterable, Codable {
  /// Midway between the two read-offs: for a curve read at times of the reader's choice, such as a grid. On a grid
  /// the deaths would otherwise be late by half a step, after people who were lost when they occurred.
  case midway
  /// At the second read-off, as in the paper: for a curve that was clicked at its steps.
  case readOff = "read-off"
}
