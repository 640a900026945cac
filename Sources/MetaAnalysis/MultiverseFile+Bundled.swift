import BundledData
import Multiverse
import StudyData

extension MultiverseFile {
  /// A declaration that comes with a bundled data set: `try MultiverseFile.bundled("treatment-related-death", of: "liver-cryoablation")`.
  ///
  /// - Parameters:
  ///   - name: the name of the declaration.
  ///   - dataset: the name of the data set.
  /// - Throws: `DataProblems` where there is no data set, or no declaration of that name with it; the message lists
  ///   them.
  public static func bundled(_ name: String, of dataset: String) throws(DataProblems) -> MultiverseFile {
    let declared = BundledDataset.named(dataset)?.multiverses ?? [:]
    guard let text = declared[name] else {
      let known = declared.keys.sorted().joined(separator: ", ")
      throw DataProblems(
        [
          DataProblem(
            .error, code: "no-such-multiverse", message: "\(dataset) comes with no multiverse \(name)",
            hint: known.isEmpty ? nil : "there are \(known)")
        ], in: Source(name: dataset, bytes: []))
    }
    return try MultiverseFile(parsing: Array(text.utf8), name: "\(dataset)/multiverse-\(name).yaml")
  }
}
