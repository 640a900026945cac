import Testing

@testable import StudyData

/// Distances between names, and the name that was meant.
@Suite struct SpellingTests {
  @Test(
    "edits between two texts",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("events1", "event1", 1),
      ("rtc", "rct", 1), ("ca", "abc", 3), ("ab", "ba", 1), ("abc", "abc", 0),
    ])
  func distance(left: String, right: String, edits: Int) {
    #expect(Spelling.distance(left, right) == edits)
    #expect(Spelling.distance(right, left) == edits)
  }

  @Test(
    "the closest name, if one is close",
    arguments: [
      ("event1", "events1"), ("EVENTS_1", "events1"), ("totl", "total"), ("mortality", nil), ("x", nil),
      ("dseign", "design"),
    ])
  func closest(name: String, meant: String?) {
    #expect(Spelling.closest(to: name, among: ["study", "events1", "events2", "total", "design"]) == meant)
  }
}
