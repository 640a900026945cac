import Foundation
import PackagePlugin

/// Runs `EmbedDatasets` over every folder of `Datasets/` that holds a data package.
@main
struct EmbedDatasetsPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL.appending(path: "Datasets")
    let folders = try FileManager.default
      .contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .filter { FileManager.default.fileExists(atPath: $0.appending(path: "datapackage.json").path) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "Datasets.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(folders.count) data sets",
        executable: try context.tool(named: "EmbedDatasets").url,
        arguments: [output.path] + folders.map(\.path),
        inputFiles: folders.flatMap { folder in
          ["data.csv", "datapackage.json", "claims.yaml", "studies.csv", "report.yaml"]
            .map { folder.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
            + Self.multiverses(in: folder)
        },
        outputFiles: [output])
    ]
  }

  /// The declared multiverses of a folder.
  private static func multiverses(in folder: URL) -> [URL] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasPrefix("multiverse-") && $0.hasSuffix(".yaml") }.sorted()
      .map { folder.appending(path: $0) }
  }
}
