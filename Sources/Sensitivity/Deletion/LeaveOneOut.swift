/// An analysis made again without each study, or without each cluster of studies.
///
/// metafor: `leave1out`. One fit per study or cluster.
public struct LeaveOneOut: Sendable {
  /// The analysis without one study or cluster.
  public struct Deletion: Sendable {
    /// What was left out.
    public let cluster: StudyClusters.Cluster
    /// The analysis of the others, or why it cannot be made.
    public let refit: Result<Refit, RefitError>
  }

  /// The analysis of all studies.
  public let all: Refit
  /// The analyses without one, in the order of the studies.
  public let deletions: [Deletion]

  /// Makes the analysis without each.
  ///
  /// - Parameters:
  ///   - analysis: the analysis.
  ///   - clusters: what is left out together; by default each study by itself.
  /// - Throws: ``RefitError`` where not even all studies can be analyzed.
  public init(_ analysis: some Refittable, clusters: StudyClusters? = nil) throws(RefitError) {
    all = try analysis.fitAll()
    let clusters = clusters ?? StudyClusters(each: analysis.labels)
    deletions = clusters.clusters.map { cluster in
      let out = Set(cluster.places)
      let kept = analysis.labels.indices.filter { !out.contains($0) }
      return Deletion(
        cluster: cluster, refit: Result { () throws(RefitError) in try analysis.refit(kept) })
    }
  }
}
