/// `Codable` values as JSON that reads back to the same value: a `Double` as a `number` that keeps its sign and its
/// bits, "nan", "inf" and "-inf" as texts.
extension JSONValue {
  /// The value as JSON; keys stand in the order in which the value gives them.
  ///
  /// - Throws: what the value throws when it is encoded.
  public init(encoding value: some Encodable) throws {
    let encoder = JSONValueEncoder()
    try encoder.encode(value)
    self = encoder.value
  }
}

/// Holds what was encoded, and places nested values when they are complete.
private final class JSONValueEncoder: Encoder {
  /// What was written at this place.
  private enum Content {
    case nothing
    case single(JSONValue)
    case list([JSONValueEncoder])
    case object([(key: String, value: JSONValueEncoder)])
  }

  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  private var content = Content.nothing

  init(path: [any CodingKey] = []) { codingPath = path }

  /// What was encoded; an empty object where nothing was.
  var value: JSONValue {
    switch content {
    case .nothing: .object([])
    case .single(let value): value
    case .list(let items): .array(items.map(\.value))
    case .object(let members): .object(members.map { .init($0.key, $0.value.value) })
    }
  }

  /// The number of items of the list.
  var count: Int { if case .list(let items) = content { items.count } else { 0 } }

  func write(_ value: JSONValue) { content = .single(value) }

  /// Encodes a value at this place; what needs no container of its own is written at once.
  func encode<Value: Encodable>(_ value: Value) throws {
    switch value {
    case let value as Double: write(Self.number(value))
    case let value as Float: write(Self.number(Double(value)))
    case let value as String: write(.string(value))
    case let value as Bool: write(.bool(value))
    case let value as any BinaryInteger:
      write(Int(exactly: value).map { .integer($0) } ?? .string("\(value)"))
    default: try value.encode(to: self)
    }
  }

  private static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value) : .string(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
  }

  func openObject() { if case .object = content { return } else { content = .object([]) } }

  func openList() { if case .list = content { return } else { content = .list([]) } }

  /// A place under a key; a key that is there already is written anew.
  func member(_ key: any CodingKey) -> JSONValueEncoder {
    let place = JSONValueEncoder(path: codingPath + [key])
    guard case .object(var members) = content else { preconditionFailure("a keyed container is open") }
    content = .nothing
    if let old = members.firstIndex(where: { $0.key == key.stringValue }) {
      members[old].value = place
    } else {
      members.append((key.stringValue, place))
    }
    content = .object(members)
    return place
  }

  /// A place at the end of the list.
  func item() -> JSONValueEncoder {
    let place = JSONValueEncoder(path: codingPath + [JSONKey(index: count)])
    guard case .list(var items) = content else { preconditionFailure("an unkeyed container is open") }
    content = .nothing
    items.append(place)
    content = .list(items)
    return place
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    openObject()
    return KeyedEncodingContainer(ObjectEncoding<Key>(place: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    openList()
    return ListEncoding(place: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleEncoding(place: self) }
}

/// A key of any name.
struct JSONKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(index: Int) {
    stringValue = "\(index)"
    intValue = index
  }

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init?(intValue: Int) { self.init(index: intValue) }
}

private struct ObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let place: JSONValueEncoder
  var codingPath: [any CodingKey] { place.codingPath }

  func encodeNil(forKey key: Key) { place.member(key).write(.null) }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try place.member(key).encode(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    place.member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    place.member(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { place.member(JSONKey(stringValue: "super")) }

  func superEncoder(forKey key: Key) -> any Encoder { place.member(key) }
}

private struct ListEncoding: UnkeyedEncodingContainer {
  let place: JSONValueEncoder
  var codingPath: [any CodingKey] { place.codingPath }
  var count: Int { place.count }

  func encodeNil() { place.item().write(.null) }

  func encode<Value: Encodable>(_ value: Value) throws { try place.item().encode(value) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    place.item().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { place.item().unkeyedContainer() }

  func superEncoder() -> any Encoder { place.item() }
}

private struct SingleEncoding: SingleValueEncodingContainer {
  let place: JSONValueEncoder
  var codingPath: [any CodingKey] { place.codingPath }

  func encodeNil() { place.write(.null) }

  func encode<Value: Encodable>(_ value: Value) throws { try place.encode(value) }
}
