import Crypto
import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The data of a run: their bytes and what they are called.
struct Input {
  let name: String
  let bytes: [UInt8]

  /// Bytes that are there already.
  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Reads a file, the standard input (`-`) or a bundled data set; a file comes before a data set of the same
  /// name.
  init(_ argument: String) throws(Failure) {
    if argument == "-" {
      name = "standard input"
      bytes = try Self.read(descriptor: STDIN_FILENO, name: "the standard input")
      return
    }
    var status = stat()
    let exists = stat(argument, &status) == 0
    let isFolder = exists && status.st_mode & S_IFMT == S_IFDIR
    if exists && !isFolder {
      name = argument
      bytes = try Self.read(file: argument)
    } else if let dataset = BundledDataset.named(argument) {
      name = dataset.name
      bytes = Array(dataset.csv.utf8)
    } else if isFolder {
      throw .noInput("\(argument) is a folder; give the CSV file in it")
    } else {
      throw .noInput(Self.notFound(argument))
    }
  }

  /// The table in the input.
  func table() throws(DataProblems) -> StudyTable {
    try StudyTable(parsing: bytes, name: name)
  }

  /// The SHA-256 hash of the bytes, in hexadecimal.
  var sha256: String {
    let digits = Array("0123456789abcdef")
    return SHA256.hash(data: bytes).reduce(into: "") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
  }

  private static func notFound(_ argument: String) -> String {
    let close = BundledDataset.all.map(\.name).filter { $0.contains(argument) || argument.contains($0) }
    let suggestion = close.first.map { "; did you mean \($0)?" } ?? "; copse datasets lists the bundled data"
    return "there is no file \(argument), and no bundled data set of that name\(suggestion)"
  }

  private static func read(file: String) throws(Failure) -> [UInt8] {
    let descriptor = open(file, O_RDONLY)
    guard descriptor >= 0 else {
      throw .noInput("\(file) cannot be read: \(systemMessage(errno))")
    }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, name: file)
  }

  private static func read(descriptor: Int32, name: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = readBytes(descriptor, &buffer)
      guard count >= 0 else { throw .noInput("\(name) cannot be read: \(systemMessage(errno))") }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}

/// The system's words for an error number.
func systemMessage(_ number: Int32) -> String {
  String(cString: strerror(number))
}

/// The system's `read`, under a name that the methods above do not hide.
private func readBytes(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
  read(descriptor, &buffer, buffer.count)
}
