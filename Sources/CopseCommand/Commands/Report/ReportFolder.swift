import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of a review: those of a folder, or of a bundled data set.
struct ReportFolder {
  /// The folder as it was given, without a slash at its end; the name of the data set.
  let name: String
  /// The data set; nil for a folder.
  private let dataset: BundledDataset?

  init(_ argument: String) throws(Failure) {
    var status = stat()
    if stat(argument, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .noInput("\(argument) is no folder; give the folder that holds data.csv")
      }
      var name = argument
      while name.count > 1, name.hasSuffix("/") { name.removeLast() }
      self.name = name
      dataset = nil
      return
    }
    guard let dataset = BundledDataset.named(argument) else {
      throw .noInput("there is no folder \(argument), and no bundled data set of that name")
    }
    name = argument
    self.dataset = dataset
  }

  /// What the commands of the report take for DATA.
  var dataWord: String { dataset == nil ? path("data.csv") : name }

  /// The command that prints the evidence table.
  func evidenceCommand(report: String) -> String {
    dataset == nil ? report : JobWords.line(["datasets", name, "--data"], adding: [])
  }

  private func path(_ file: String) -> String { name == "/" ? "/\(file)" : "\(name)/\(file)" }

  // MARK: Files

  /// A file; nil where there is none of that name.
  func file(_ file: String) throws(Failure) -> Input? {
    if let dataset {
      guard let text = dataset.text(of: file) else { return nil }
      return Input(name: path(file), bytes: Array(text.utf8))
    }
    var status = stat()
    guard stat(path(file), &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return try Input(path(file))
  }

  /// The data.
  func data() throws(Failure) -> Input {
    guard let input = try file("data.csv") else {
      throw .noInput("\(name) holds no data.csv; give the folder that does")
    }
    return input
  }

  /// The names of the declared multiverses.
  var multiverses: [String] {
    let names = dataset.map { $0.multiverses.keys.map { "multiverse-\($0).yaml" } } ?? fileNames
    return names.filter { $0.hasPrefix("multiverse-") && $0.hasSuffix(".yaml") }
      .map { String($0.dropFirst("multiverse-".count).dropLast(".yaml".count)) }.sorted()
  }

  private var fileNames: [String] {
    guard let folder = opendir(name) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
        place.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: place.pointee)) {
          String(cString: $0)
        }
      }
      names.append(name)
    }
    return names
  }

  /// What the command line calls a file of the folder; nil where there is none.
  func word(for file: String) throws(Failure) -> (word: String, input: Input)? {
    for candidate in [file, "multiverse-\(file).yaml"] {
      guard let input = try self.file(candidate) else { continue }
      guard dataset != nil else { return (path(candidate), input) }
      if candidate == "data.csv" { return (name, input) }
      guard candidate.hasPrefix("multiverse-") else { return nil }
      return (String(candidate.dropFirst("multiverse-".count).dropLast(".yaml".count)), input)
    }
    return nil
  }

  // MARK: What the data package says

  /// The title of the data.
  func title() throws(Failure) -> String {
    if let dataset { return dataset.title }
    let last = name.split(separator: "/").last.map { String($0) } ?? name
    return try package("title") ?? last
  }

  /// What the data are.
  func about() throws(Failure) -> String {
    if let dataset { return dataset.description }
    return try package("description") ?? ""
  }

  private func package(_ key: String) throws(Failure) -> String? {
    guard let input = try file("datapackage.json"), let document = try? JSONValue(parsing: input.bytes),
      case .string(let text)? = document[key]
    else { return nil }
    return text
  }
}

extension BundledDataset {
  /// The text of one of its files.
  fileprivate func text(of file: String) -> String? {
    switch file {
    case "data.csv": return csv
    case "claims.yaml": return claims
    case "studies.csv": return studies
    case "report.yaml": return report
    default:
      guard file.hasPrefix("multiverse-"), file.hasSuffix(".yaml") else { return nil }
      return multiverses[String(file.dropFirst("multiverse-".count).dropLast(".yaml".count))]
    }
  }
}
