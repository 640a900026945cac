extension JSONValue {
  /// The value that was encoded with ``init(encoding:)``.
  ///
  /// - Throws: `DecodingError` where this is not what such a value is encoded as.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONValueDecoder(self, path: []).decode(type)
  }
}

/// Reads a value from the JSON at one place.
private struct JSONValueDecoder: Decoder {
  let value: JSONValue
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ value: JSONValue, path: [any CodingKey]) {
    self.value = value
    codingPath = path
  }

  /// The value of a type; what needs no container of its own is read at once.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let plain: Any? =
      switch type {
      case is Double.Type: double
      case is Float.Type: double.map { Float($0) }
      case is String.Type: string
      case is Bool.Type: bool
      case let type as any (FixedWidthInteger & Decodable).Type: integer(type)
      default: Optional<Any>.none
      }
    // Not `plain as? Value` alone: where the value is an optional, that would make nil of everything.
    if let plain, let value = plain as? Value { return value }
    if Self.isPlain(type) { throw mismatch(type) }
    return try Value(from: self)
  }

  private static func isPlain(_ type: any Decodable.Type) -> Bool {
    type is Double.Type || type is Float.Type || type is String.Type || type is Bool.Type
      || type is any (FixedWidthInteger & Decodable).Type
  }

  private var double: Double? {
    switch value {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .string("nan"): .nan
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    default: nil
    }
  }

  private var string: String? { if case .string(let text) = value { text } else { nil } }

  private var bool: Bool? { if case .bool(let value) = value { value } else { nil } }

  private func integer<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    switch value {
    case .integer(let value): Number(exactly: value)
    case .string(let text): Number(text)
    default: nil
    }
  }

  func mismatch(_ type: Any.Type) -> DecodingError {
    .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "\(value.line.prefix(40))"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch([String: Any].self) }
    return KeyedDecodingContainer(ObjectDecoding<Key>(members: members, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let items) = value else { throw mismatch([Any].self) }
    return ListDecoding(items: items, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { SingleDecoding(place: self) }
}

private struct ObjectDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [JSONValue.Member]
  let codingPath: [any CodingKey]

  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { members.contains { $0.key == key.stringValue } }

  private func place(_ key: any CodingKey) throws -> JSONValueDecoder {
    guard let member = members.first(where: { $0.key == key.stringValue }) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "there is no \(key.stringValue)"))
    }
    return JSONValueDecoder(member.value, path: codingPath + [key])
  }

  func decodeNil(forKey key: Key) throws -> Bool { try place(key).value == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try place(key).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try place(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try place(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try place(JSONKey(stringValue: "super")) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try place(key) }
}

private struct ListDecoding: UnkeyedDecodingContainer {
  let items: [JSONValue]
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0

  init(items: [JSONValue], codingPath: [any CodingKey]) {
    self.items = items
    self.codingPath = codingPath
  }

  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex >= items.count }

  private func place() throws -> JSONValueDecoder {
    let path = codingPath + [JSONKey(index: currentIndex)]
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Any.self, .init(codingPath: path, debugDescription: "the list has \(items.count) items"))
    }
    return JSONValueDecoder(items[currentIndex], path: path)
  }

  mutating func decodeNil() throws -> Bool {
    guard try place().value == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try place().decode(type)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    let container = try place().container(keyedBy: type)
    currentIndex += 1
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let container = try place().unkeyedContainer()
    currentIndex += 1
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let place = try place()
    currentIndex += 1
    return place
  }
}

private struct SingleDecoding: SingleValueDecodingContainer {
  let place: JSONValueDecoder
  var codingPath: [any CodingKey] { place.codingPath }

  func decodeNil() -> Bool { place.value == .null }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try place.decode(type) }
}
