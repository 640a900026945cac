import EffectSizes
import Figures
import Sensitivity

/// Every subset as a row of CSV: its mask, the number of studies, the estimates, their display, τ², I², Q.
///
/// Bit i of the mask, from the lowest, is study i or cluster i; with more than 63 it is hexadecimal. A subset that
/// cannot be analyzed has empty cells.
public struct GoshRowText: Sendable {
  private let gosh: Gosh
  private let transformation: Transformation?

  /// Rows of a job about an analysis.
  public init(_ gosh: Gosh, of subject: RefitSubject) {
    self.gosh = gosh
    let measure = subject.measure
    transformation = measure?.transformation == .identity ? nil : measure?.transformation
  }

  /// The names of the columns.
  public var header: String {
    let model = gosh.model
    let names = model.quantities.count == 1 ? ["estimate"] : model.quantities
    let columns =
      ["mask", "k"] + names + (transformation == nil ? [] : names.map { "display_\($0)" })
      + (model.hasTau2 ? ["tau2"] : []) + (model.hasHeterogeneity ? ["i2", "q"] : [])
    return ResultTable(columns: columns).csv
  }

  /// The rows of a block, as UTF-8.
  public func rows(_ values: GoshValues) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 96)
    let others = [values.tau2, values.i2, values.q].filter { !$0.isEmpty }
    for place in 0..<values.count where values.k[place] > 0 {
      append(mask: values.mask(at: place), to: &bytes)
      bytes.append(Self.comma)
      bytes.append(contentsOf: values.k[place].description.utf8)
      for estimates in values.estimates { append(estimates[place], to: &bytes) }
      if let transformation {
        for estimates in values.estimates {
          append(estimates[place].isFinite ? transformation.inverse(estimates[place]) : .nan, to: &bytes)
        }
      }
      for column in others { append(column[place], to: &bytes) }
      bytes.append(Self.lineFeed)
    }
    return bytes
  }

  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")

  private func append(_ value: Double, to bytes: inout [UInt8]) {
    bytes.append(Self.comma)
    if let text = NumberText.exact(value) { bytes.append(contentsOf: text.utf8) }
  }

  private func append(mask: [UInt64], to bytes: inout [UInt8]) {
    if gosh.plan.units <= 63 {
      bytes.append(contentsOf: mask[0].description.utf8)
      return
    }
    bytes.append(contentsOf: "0x".utf8)
    for word in mask.reversed() {
      let digits = String(word, radix: 16)
      bytes.append(contentsOf: String(repeating: "0", count: 16 - digits.utf8.count).utf8)
      bytes.append(contentsOf: digits.utf8)
    }
  }
}
