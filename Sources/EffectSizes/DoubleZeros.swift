/// What becomes of studies without events in both groups, of which a ratio says nothing.
public enum DoubleZeros: String, Sendable, CaseIterable, Codable {
  /// They are left out, and listed.
  case drop
  /// They are corrected and stay.
  case keep
}
