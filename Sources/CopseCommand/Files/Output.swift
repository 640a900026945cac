#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Everything that is not the result.
enum StandardError {
  static func write(_ text: String, ending: String = "\n") {
    _ = writeAll(Array((text + ending).utf8), to: STDERR_FILENO)
  }
}

/// Files that appear whole or not at all: written beside their place first, then moved there together.
///
/// What stands at the place keeps its permissions; a link is followed; a device or pipe, which cannot be
/// replaced, is written to.
struct Output {
  private var staged: [(temporary: String, place: String)] = []
  private var streams: [(bytes: [UInt8], place: String)] = []

  /// Writes a result to the standard output.
  static func print(_ bytes: [UInt8]) throws(Failure) {
    guard writeAll(bytes, to: STDOUT_FILENO) else {
      throw .cannotWrite("the standard output cannot be written: \(systemMessage(errno))")
    }
  }

  /// Writes the bytes beside the place they are meant for.
  mutating func stage(_ text: String, for place: String) throws(Failure) {
    try stage(Array(text.utf8), for: place)
  }

  /// Writes the bytes beside the place they are meant for.
  mutating func stage(_ bytes: [UInt8], for place: String) throws(Failure) {
    do {
      try write(bytes, for: place)
    } catch {
      discard()
      throw error
    }
  }

  private mutating func write(_ bytes: [UInt8], for place: String) throws(Failure) {
    var status = stat()
    let exists = stat(place, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw .cannotWrite("\(place) cannot be written: it is a folder") }
    if exists, access(place, W_OK) != 0 { throw Self.failure(place, errno) }
    if exists, kind != S_IFREG {
      streams.append((bytes, place))
      return
    }
    let target = exists ? Self.followingLinks(place) : place
    let temporary = "\(target).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(place, errno) }
    staged.append((temporary, target))
    if exists { fchmod(descriptor, status.st_mode & 0o7777) }
    let written = writeAll(bytes, to: descriptor)
    let problem = errno
    guard close(descriptor) == 0, written else { throw Self.failure(place, written ? errno : problem) }
  }

  /// Moves every staged file to its place.
  mutating func commit() throws(Failure) {
    for file in staged where rename(file.temporary, file.place) != 0 {
      let failure = Self.failure(file.place, errno)
      discard()
      throw failure
    }
    staged = []
    for stream in streams {
      let descriptor = open(stream.place, O_WRONLY)
      guard descriptor >= 0 else { throw Self.failure(stream.place, errno) }
      defer { close(descriptor) }
      guard writeAll(stream.bytes, to: descriptor) else { throw Self.failure(stream.place, errno) }
    }
    streams = []
  }

  private static func failure(_ place: String, _ number: Int32) -> Failure {
    .cannotWrite("\(place) cannot be written: \(systemMessage(number))")
  }

  private static func followingLinks(_ place: String) -> String {
    guard let resolved = realpath(place, nil) else { return place }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Makes a folder unless it is there.
  static func makeFolder(_ folder: String) throws(Failure) {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw .cannotWrite("the folder \(folder) cannot be made: \(systemMessage(errno))")
    }
  }

  func discard() {
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
