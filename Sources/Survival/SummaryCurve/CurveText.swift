/// Words for warnings about curves.
enum CurveText {
  /// A number, whole ones without a decimal point, others with two decimals at most.
  static func number(_ value: Double) -> String {
    let value = (value * 100).rounded() / 100
    return value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
