import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// PDF and PNG from SVG, by `rsvg-convert` (librsvg) as a process.
enum PictureConverter {
  /// The picture's bytes.
  ///
  /// The time in a PDF is that of SOURCE_DATE_EPOCH, or 1970: the same picture is the same file.
  ///
  /// - Parameters:
  ///   - svg: the picture.
  ///   - form: `pdf` or `png`.
  ///   - zoom: how many pixels of a PNG one of the picture's becomes.
  static func convert(_ svg: String, to form: PictureForm, zoom: Double) throws(Failure) -> [UInt8] {
    guard let input = tmpfile(), let output = tmpfile(), let errors = tmpfile() else {
      throw .cannotWrite("there is no place for a temporary file: \(systemMessage(errno))")
    }
    defer { for file in [input, output, errors] { fclose(file) } }
    var text = svg
    text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, input) }
    guard fflush(input) == 0, fseek(input, 0, SEEK_SET) == 0 else {
      throw .cannotWrite("the picture cannot be handed over: \(systemMessage(errno))")
    }
    var arguments = ["rsvg-convert", "--format", form.rawValue]
    if form == .png { arguments += ["--zoom", "\(zoom)"] }
    let status = try run(arguments, files: [input, output, errors])
    guard status == 0 else {
      let reason = String(decoding: bytes(of: errors), as: UTF8.self)
      throw .cannotWrite("rsvg-convert could not make the picture (exit status \(status)): \(reason)")
    }
    return bytes(of: output)
  }

  /// Ends the run where a picture of this form could not be made, before what it shows is computed.
  static func refuseMissing(_ form: PictureForm) throws(Failure) {
    guard form == .pdf || form == .png, let path = getenv("PATH").map({ String(cString: $0) }) else { return }
    let folders = path.split(separator: ":", omittingEmptySubsequences: false)
    guard folders.contains(where: { access(($0.isEmpty ? "." : $0) + "/rsvg-convert", X_OK) == 0 }) else {
      throw .cannotWrite(missing(ENOENT))
    }
  }

  /// Runs a program with these files as its standard input, output and error, and waits for its end.
  private static func run(
    _ arguments: [String], files: [UnsafeMutablePointer<FILE>]
  ) throws(Failure) -> Int32 {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in files.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, fileno(file), Int32(number))
    }
    setenv("SOURCE_DATE_EPOCH", "0", 0)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let problem = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
    guard problem == 0 else { throw .cannotWrite(missing(problem)) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw .cannotWrite("rsvg-convert was lost: \(systemMessage(errno))") }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
  }

  private static func missing(_ problem: Int32) -> String {
    guard problem == ENOENT else { return "rsvg-convert cannot be started: \(systemMessage(problem))" }
    return """
      PDF and PNG are made by rsvg-convert, which is not installed
        hint: install it with `sudo apt-get install librsvg2-bin` (Debian, Ubuntu) or `brew install librsvg` (macOS), \
      or write .svg
      """
  }

  private static func bytes(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
    rewind(file)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
