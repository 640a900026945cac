import Foundation
import Testing

/// The pictures on the pages of the data sets are what the commands beside them draw; `Datasets/draw_figures.py` draws
/// them anew.
@Suite("Figures of the data sets")
struct DatasetFigureTests {
  private struct Package: Decodable {
    struct Figure: Decodable {
      let path, command, shows: String
    }
    let name: String
    let figures: [Figure]
  }

  private static let folder = Command.repository.appending(path: "Datasets")

  private static func packages() throws -> [Package] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().compactMap { name in
      let file = folder.appending(path: "\(name)/datapackage.json")
      guard FileManager.default.fileExists(atPath: file.path) else { return nil }
      return try JSONDecoder().decode(Package.self, from: Data(contentsOf: file))
    }
  }

  @Test("every data set has a figure, and its page shows it with its command")
  func pages() throws {
    let packages = try Self.packages()
    #expect(packages.count >= 27)
    for package in packages {
      #expect(!package.figures.isEmpty, "\(package.name)")
      let page = try String(
        contentsOf: Self.folder.appending(path: "\(package.name)/README.md"), encoding: .utf8)
      for figure in package.figures {
        #expect(page.contains("![\(figure.shows)](\(figure.path))"), "\(package.name)")
        #expect(page.contains("`\(figure.command) -o \(figure.path)`"), "\(package.name)")
      }
    }
  }

  @Test("the pictures are what the commands draw")
  func pictures() throws {
    for package in try Self.packages() {
      for figure in package.figures {
        let scratch = try Scratch()
        let run = try Command.shell("\(figure.command) -o \(figure.path)", in: scratch.folder)
        #expect(run.code == 0, "\(figure.command): \(run.errors)")
        let kept = try String(
          contentsOf: Self.folder.appending(path: "\(package.name)/\(figure.path)"), encoding: .utf8)
        let isSame = try scratch.text(figure.path) == kept
        #expect(
          isSame, "\(figure.command) draws another picture than Datasets/\(package.name)/\(figure.path)")
      }
    }
  }
}
