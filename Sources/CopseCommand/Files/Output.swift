#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Everything that is not the result.
enum StandardError {
  static func write(_ text: String) {
    _ = writeAll(Array((text + "\n").utf8), to: STDERR_FILENO)
  }
}

/// Files that appear whole or not at all: written beside their place first, then moved there together.
struct Output {
  private var staged: [(temporary: String, place: String)] = []

  /// Writes a result to the standard output.
  static func print(_ text: String) throws(Failure) {
    guard writeAll(Array(text.utf8), to: STDOUT_FILENO) else {
      throw .cannotWrite("the standard output cannot be written: \(systemMessage(errno))")
    }
  }

  /// Writes one file.
  static func write(_ text: String, to place: String) throws(Failure) {
    var output = Output()
    try output.stage(text, for: place)
    try output.commit()
  }

  /// Writes the bytes beside the place they are meant for.
  mutating func stage(_ text: String, for place: String) throws(Failure) {
    let temporary = "\(place).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else {
      let message = systemMessage(errno)
      discard()
      throw .cannotWrite("\(place) cannot be written: \(message)")
    }
    staged.append((temporary, place))
    let written = writeAll(Array(text.utf8), to: descriptor)
    let message = systemMessage(errno)
    guard close(descriptor) == 0, written else {
      discard()
      throw .cannotWrite("\(place) cannot be written: \(message)")
    }
  }

  /// Moves every staged file to its place.
  mutating func commit() throws(Failure) {
    for file in staged where rename(file.temporary, file.place) != 0 {
      let message = systemMessage(errno)
      discard()
      throw .cannotWrite("\(file.place) cannot be written: \(message)")
    }
    staged = []
  }

  /// Makes a folder unless it is there.
  static func makeFolder(_ folder: String) throws(Failure) {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw .cannotWrite("the folder \(folder) cannot be made: \(systemMessage(errno))")
    }
  }

  private func discard() {
    for file in staged { unlink(file.temporary) }
  }
}

/// Writes all bytes; false, with `errno` set, where the system refuses.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var start = 0
  while start < bytes.count {
    let count = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { return false }
    start += count
  }
  return true
}
