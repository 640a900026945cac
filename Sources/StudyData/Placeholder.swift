public struct GroupCounts: Sendable, Equatable { public var events: Double; public var total: Double
  public init(events: Double, total: Double) { self.events = events; self.total = total } }
public struct TwoGroupCounts: Sendable, Equatable { public var first: GroupCounts; public var second: GroupCounts
  public init(first: GroupCounts, second: GroupCounts) { self.first = first; self.second = second } }
public struct ReportedEffect: Sendable, Equatable { 
  public enum Precision: Sendable, Equatable { case standardError(Double), variance(Double), interval(low: Double, high: Double, level: Double) }
  public let estimate: Double; public let precision: Precision
  public init(estimate: Double, precision: Precision) { self.estimate = estimate; self.precision = precision } }
public struct Study<Value: Sendable>: Sendable { public let label: String; public let group: String?; public let value: Value; public let line: Int?; public let notes: [String]
  public init(_ label: String, _ value: Value, group: String? = nil, line: Int? = nil, notes: [String] = []) { self.label = label; self.value = value; self.group = group; self.line = line; self.notes = notes } }
public struct Exclusion: Sendable, Equatable { public let study: String; public let line: Int?; public let reason: String
  public init(study: String, line: Int? = nil, reason: String) { self.study = study; self.line = line; self.reason = reason }
  public init<V>(_ study: Study<V>, reason: String) { self.init(study: study.label, line: study.line, reason: reason) } }
