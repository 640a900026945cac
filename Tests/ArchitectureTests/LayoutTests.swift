import Foundation
import Testing

/// The shape of the house: which folders stand at the top, how long files are, what names they have.
@Suite("Layout")
struct LayoutTests {
  @Test("the folders at the top")
  func top() throws {
    let names = try FileManager.default.contentsOfDirectory(
      at: Repository.top, includingPropertiesForKeys: [.isDirectoryKey]
    ).filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }.map(
      \.lastPathComponent)
    let shown = Set(names.filter { !$0.hasPrefix(".") && $0 != "build" })
    let allowed: Set = ["Sources", "Tests", "Datasets", "Notebooks-as-scripts", "Benchmarks"]
    #expect(
      shown.subtracting(allowed).isEmpty, "\(shown.subtracting(allowed).sorted()) do not belong at the top")
    #expect(shown.isSuperset(of: ["Sources", "Tests", "Datasets"]))
  }

  @Test("no library file has more than 300 lines")
  func length() throws {
    for file in try SourceFile.all() {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 300, "\(file.path) has \(lines) lines; split it")
    }
  }

  @Test("a folder with more than ten Swift files is divided")
  func folders() throws {
    let folders = Dictionary(grouping: try SourceFile.all()) {
      ($0.path as NSString).deletingLastPathComponent
    }
    for (folder, files) in folders { #expect(files.count <= 16, "\(folder) has \(files.count) files") }
  }

  @Test("each bundled data set is a folder with data, package and page")
  func datasets() throws {
    let folder = Repository.top.appendingPathComponent("Datasets")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !name.contains(".") {
      for file in ["data.csv", "datapackage.json", "README.md"] {
        let path = folder.appendingPathComponent("\(name)/\(file)").path
        #expect(FileManager.default.fileExists(atPath: path), "Datasets/\(name)/\(file)")
      }
    }
  }

  @Test("the sources name no path of a machine, and hold no merge marks")
  func clean() throws {
    let paths = try Repository.files(under: "Sources", endings: ["swift", "c", "cpp", "h"])
    for path in paths {
      let text = try Repository.text(path)
      for mark in ["/Users/", "/home/", "/root/", "/tmp/", "<<<<<<<", ">>>>>>>", "TODO", "FIXME"] {
        #expect(!text.contains(mark), "\(path): \(mark)")
      }
    }
  }

  @Test("every target of the library has a folder of tests")
  func tested() throws {
    let targets = try Target.all()
    let tests = Set(targets.filter(\.isTest).map(\.name))
    for room in targets where !room.isTest {
      let exempt: Set = [
        "CLAPACK", "CBoostMath", "MetaAnalysis", "BundledData", "EmbedDatasets", "EmbedDatasetsPlugin",
        "CopseCommand",
      ]
      if exempt.contains(room.name) || room.name.hasPrefix("notebook") { continue }
      #expect(tests.contains(room.name + "Tests"), "\(room.name) has no tests")
    }
  }
}
