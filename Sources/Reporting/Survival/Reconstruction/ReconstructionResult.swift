import Figures
import Pooling
import Survival

/// Rebuilt individual times with what they give, ready to be written.
public struct ReconstructionResult: Sendable {
  /// The arms.
  public let arms: ReconstructedArms

  /// Takes the arms.
  public init(_ arms: ReconstructedArms) {
    self.arms = arms
  }

  /// The individual times: `time,status,arm`, status 1 for an event and 0 for a censored time.
  public var table: ResultTable {
    var table = ResultTable(columns: ["time", "status", "arm"])
    for arm in arms.arms {
      for person in arm.reconstruction.people {
        table.append([.number(person.time), .integer(person.isEvent ? 1 : 0), .text(arm.name)])
      }
    }
    return table
  }

  /// What was reported and could not be met, and horizons beyond the data.
  public var warnings: [AnalysisWarning] {
    arms.arms.flatMap { arm in
      arm.reconstruction.audit.mismatches.map { AnalysisWarning(code: "not-met", message: said($0, of: arm)) }
        + (arm.restrictedMean.isExtrapolated
          ? [
            AnalysisWarning(
              code: "horizon-beyond-data",
              message: said("the horizon lies beyond the last time; the curve is carried on flat", of: arm))
          ] : [])
    }
  }

  /// What was assumed or changed, and the audit in a few words per arm.
  public var notes: [String] {
    arms.arms.flatMap { arm in
      [said(summary(arm), of: arm)] + arm.reconstruction.audit.notes.map { said($0, of: arm) }
    }
  }

  private func summary(_ arm: ReconstructedArms.Arm) -> String {
    let audit = arm.reconstruction.audit
    return "\(audit.people) people, \(audit.eventsRebuilt) events"
      + (audit.eventsReported.map { " (\($0) reported)" } ?? "") + "; largest difference from the read-offs "
      + NumberText.fixed(audit.largestDifference, decimals: 4) + " at "
      + NumberText.significant(audit.largestDifferenceTime, digits: 4)
  }

  private func said(_ text: String, of arm: ReconstructedArms.Arm) -> String {
    arms.arms.count > 1 ? "\(arm.name): \(text)" : text
  }
}
