/// An analysis made again without each study, or without each cluster of studies.
///
///     let result = try LeaveOneOut(RefittablePool(RandomEffects(), effects: trials))
///     result.summary(of: "pooled")?.mostMoved.name
///
/// metafor: `leave1out`. One fit per study or cluster, so that k studies take k times what one fit of k − 1 takes.
public struct LeaveOneOut: Sendable {
  /// The analysis without one study or cluster.
  public struct Deletion: Sendable {
    /// What was left out.
    public let cluster: StudyClusters.Cluster
    /// The number of studies that are left.
    public let kept: Int
    /// The analysis of the others, or why it cannot be made.
    public let refit: Result<Refit, RefitError>
  }

  /// The analysis of all studies.
  public let all: Refit
  /// The analyses without one, in the order of the studies.
  public let deletions: [Deletion]
  /// The confidence level; p-values are compared with 1 − level.
  public let level: Double

  /// Makes the analysis without each.
  ///
  /// - Parameters:
  ///   - analysis: the analysis.
  ///   - clusters: what is left out together; by default each study by itself.
  ///   - level: the confidence level of the analysis, which tells what is significant.
  /// - Throws: ``RefitError`` where not even all studies can be analyzed.
  public init(
    _ analysis: some Refittable, clusters: StudyClusters? = nil, level: Double = 0.95
  ) throws(RefitError) {
    all = try analysis.fitAll()
    self.level = level
    let labels = analysis.labels
    let clusters = clusters ?? StudyClusters(each: labels)
    var isKept = [Bool](repeating: true, count: labels.count)
    deletions = clusters.clusters.map { cluster in
      for place in cluster.places { isKept[place] = false }
      let kept = isKept.indices.filter { isKept[$0] }
      for place in cluster.places { isKept[place] = true }
      return Deletion(
        cluster: cluster, kept: kept.count,
        refit: Result { () throws(RefitError) in try analysis.refit(kept) })
    }
  }

  /// The warnings of the refits, each code once.
  public var refitWarnings: [RefitWarning] {
    RefitWarning.collected(
      deletions.compactMap { deletion in
        (try? deletion.refit.get()).map { ("without \(deletion.cluster.name)", $0) }
      })
  }
}
