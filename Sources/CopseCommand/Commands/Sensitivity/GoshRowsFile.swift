import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Every subset of a job as a row: done again block by block, since the records hold no rows.
struct GoshRows: BlockJob {
  let gosh: Gosh
  let text: GoshRowText

  var blockCount: Int { gosh.blockCount }

  func record(ofBlock block: Int) -> [UInt8] { text.rows(gosh.values(ofBlock: block)) }

  /// Writes the rows, a wave of blocks at a time; Ctrl-C leaves no file.
  func write(to place: String, threads: Int) throws(Failure) {
    let file = try GoshRowsFile(place)
    let progress = ProgressLine("blocks of rows")
    defer { progress.clear() }
    try file.write(Array(text.header.utf8))
    let interruption = Interruption()
    var failure: Failure?
    let isComplete = withExtendedLifetime(interruption) {
      run(threads: threads, isCancelled: { Interruption.isRequested }) { block, rows in
        guard failure == nil else { return }
        do throws(Failure) { try file.write(rows) } catch { failure = error }
        progress.show(block + 1, of: blockCount)
      }
    }
    if let failure { throw failure }
    guard isComplete else { throw .interrupted("interrupted; \(place) was not written") }
    try file.commit()
  }
}

/// A file that is written piece by piece and appears whole or not at all: written beside its place and moved there at
/// the end. A device or pipe, which cannot be replaced, is written to at once.
final class GoshRowsFile {
  private let place: String
  private var temporary: String?
  private var descriptor: Int32

  /// Begins a file.
  init(_ place: String) throws(Failure) {
    self.place = place
    var status = stat()
    let exists = stat(place, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw .cannotWrite("\(place) cannot be written: it is a folder") }
    if exists, access(place, W_OK) != 0 { throw Self.failure(place, errno) }
    if exists, kind != S_IFREG {
      descriptor = open(place, O_WRONLY)
    } else {
      let beside = "\(place).\(getpid()).part"
      temporary = beside
      descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC, exists ? status.st_mode & 0o7777 : 0o666)
    }
    guard descriptor >= 0 else { throw Self.failure(place, errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let temporary { unlink(temporary) }
  }

  /// Writes the next bytes.
  func write(_ bytes: [UInt8]) throws(Failure) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else { throw Self.failure(place, errno) }
      start += count
    }
  }

  /// Puts the file at its place.
  func commit() throws(Failure) {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw Self.failure(place, errno) }
    guard let temporary else { return }
    guard rename(temporary, place) == 0 else { throw Self.failure(place, errno) }
    self.temporary = nil
  }

  private static func failure(_ place: String, _ number: Int32) -> Failure {
    .cannotWrite("\(place) cannot be written: \(systemMessage(number))")
  }
}

/// The system's `write`, under a name that the methods above do not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
