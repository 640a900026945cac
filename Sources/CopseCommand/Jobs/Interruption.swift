import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Listens for Ctrl-C (SIGINT) and for the end that a scheduler announces (SIGTERM), as long as it lives: the first
/// asks the work to stop, a second one ends the program at once.
///
/// A signal that was ignored when the program began, as in the background of a shell, stays ignored.
final class Interruption {
  /// Set by the handler, which the system calls with nothing but the number of the signal.
  private static let isSet = Atomic(false)
  private static let signals = [SIGINT, SIGTERM]
  private var before: [(signal: Int32, action: sigaction)] = []

  /// Begins to listen.
  init() {
    Self.isSet.store(false, ordering: .relaxed)
    for signal in Self.signals {
      var (old, new) = (sigaction(), sigaction())
      sigaction(signal, nil, &old)
      guard !Self.isIgnored(old) else { continue }
      Self.set(&new) { _ in
        Interruption.isSet.store(true, ordering: .relaxed)
        useDefault(SIGINT)
        useDefault(SIGTERM)
      }
      sigemptyset(&new.sa_mask)
      new.sa_flags = Int32(SA_RESTART)
      sigaction(signal, &new, nil)
      before.append((signal, old))
    }
  }

  deinit {
    for (signal, action) in before {
      var action = action
      sigaction(signal, &action, nil)
    }
  }

  /// Whether a signal came.
  static var isRequested: Bool { isSet.load(ordering: .relaxed) }

  private static func set(_ action: inout sigaction, _ handler: @escaping @convention(c) (Int32) -> Void) {
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #else
      action.__sigaction_u.__sa_handler = handler
    #endif
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// What the system does with a signal by itself; may be called from a handler.
private func useDefault(_ number: Int32) { signal(number, SIG_DFL) }
