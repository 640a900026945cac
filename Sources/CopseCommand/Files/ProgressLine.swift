#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How far a long computation is, on one line of the standard error that is written over; nothing where that is not
/// a terminal, and nothing in the first second.
final class ProgressLine {
  private let what: String
  private let isVisible = isatty(STDERR_FILENO) == 1
  private let clock = ContinuousClock()
  private var next: ContinuousClock.Instant
  private var isShown = false

  init(_ what: String) {
    self.what = what
    next = clock.now + .seconds(1)
  }

  /// Writes how much is done, twice a second at most.
  func show(_ done: Int, of all: Int) {
    guard isVisible, clock.now >= next else { return }
    next = clock.now + .milliseconds(500)
    isShown = true
    StandardError.write("\r\(done) of \(all) \(what) (\(done * 100 / max(all, 1))%)\u{1B}[K", ending: "")
  }

  /// Removes the line.
  func clear() {
    if isShown { StandardError.write("\r\u{1B}[K", ending: "") }
    isShown = false
  }
}
