/// An effect measure: what it is called, on which scale it is pooled, and how it is read.
///
/// The measure owns its transformation, its null value and the range of its displayed values, so that
/// nothing downstream ever guesses a scale.
public struct Measure: Sendable, Equatable {
  /// The short code of the field, such as `RR`.
  public let code: String
  /// The name of what is pooled, such as "log risk ratio".
  public let name: String
  /// The name of what is displayed, such as "Risk ratio".
  public let quantity: String
  /// From the display scale to the analysis scale.
  public let transformation: Transformation
  /// The value of no effect on the display scale; nil where there is none, as for one group.
  public let null: Double?
  /// The values that the displayed quantity can take.
  public let naturalRange: ClosedRange<Double>

  /// Describes a measure.
  public init(
    code: String, name: String, quantity: String, transformation: Transformation, null: Double?,
    naturalRange: ClosedRange<Double>
  ) {
    self.code = code
    self.name = name
    self.quantity = quantity
    self.transformation = transformation
    self.null = null
    self.naturalRange = naturalRange
  }

  /// The same measure, read back through another transformation.
  public func with(transformation: Transformation) -> Measure {
    Measure(
      code: code, name: name, quantity: quantity, transformation: transformation, null: null,
      naturalRange: naturalRange)
  }

  /// The same measure under another name.
  func named(_ name: String) -> Measure {
    Measure(
      code: code, name: name, quantity: quantity, transformation: transformation, null: null,
      naturalRange: naturalRange)
  }

  /// Whether the displayed quantity is a ratio, to be drawn on a logarithmic axis.
  public var isRatio: Bool { null == 1 }

  /// Whether the displayed quantity is a proportion, to be read as a percentage.
  public var isProportion: Bool { null == nil && naturalRange == 0...1 }

  /// The value of no effect on the analysis scale.
  public var analysisNull: Double? { null.map { transformation.forward($0) } }
}
