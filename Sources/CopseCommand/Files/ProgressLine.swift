#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How far a long computation is and how long the rest will take, on one line of the standard error that is written
/// over; nothing where that is not a terminal, and nothing in the first second.
final class ProgressLine {
  private let what: String
  private let isVisible = isatty(STDERR_FILENO) == 1
  private let clock = ContinuousClock()
  private let begun: ContinuousClock.Instant
  private var next: ContinuousClock.Instant
  private var isShown = false

  init(_ what: String) {
    self.what = what
    begun = clock.now
    next = begun + .seconds(1)
  }

  /// Writes how much is done, twice a second at most.
  func show(_ done: Int, of all: Int) {
    guard isVisible, clock.now >= next else { return }
    next = clock.now + .milliseconds(500)
    isShown = true
    let share = "\(done) of \(all) \(what) (\(done * 100 / max(all, 1))%)"
    StandardError.write("\r\(share)\(timeLeft(done, of: all))\u{1B}[K", ending: "")
  }

  /// How long the rest will take at the pace so far; empty at the beginning and at the end.
  private func timeLeft(_ done: Int, of all: Int) -> String {
    guard done > 0, done < all else { return "" }
    let seconds = (clock.now - begun) / .seconds(1) / Double(done) * Double(all - done)
    let rounded = Int(seconds.rounded(.up))
    switch rounded {
    case ..<90: return ", \(rounded) s left"
    case ..<5400: return ", \((rounded + 30) / 60) min left"
    default: return ", \((rounded + 1800) / 3600) h left"
    }
  }

  /// Removes the line.
  func clear() {
    if isShown { StandardError.write("\r\u{1B}[K", ending: "") }
    isShown = false
  }
}
