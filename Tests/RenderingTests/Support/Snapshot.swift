import Foundation
import Testing

/// Files kept under Snapshots, compared line by line. Run with COPSE_RECORD=1 to write them anew, and look at what
/// has changed.
enum Snapshot {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Snapshots")

  /// Compares a text with the file of this name; the first few lines that differ are shown.
  static func compare(_ text: String, with name: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["COPSE_RECORD"] != nil {
      try Data(text.utf8).write(to: file)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    if text == kept { return }
    let (ours, theirs) = (text.components(separatedBy: "\n"), kept.components(separatedBy: "\n"))
    let different = zip(ours, theirs).enumerated().filter { $0.element.0 != $0.element.1 }
    for (index, (line, expected)) in different.prefix(5) {
      #expect(line == expected, "\(name), line \(index + 1)", sourceLocation: sourceLocation)
    }
    #expect(ours.count == theirs.count, "\(name)", sourceLocation: sourceLocation)
    #expect(!different.isEmpty || ours.count != theirs.count, "\(name)", sourceLocation: sourceLocation)
  }
}
