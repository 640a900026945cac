import StudyData
import Testing

/// RFC 4180 and the few liberties beyond it.
@Suite struct CSVTests {
  @Test(
    "cells of RFC 4180 and of files as they are",
    arguments: [
      ("a,b\n1,2\n", [["1", "2"]]),
      ("a,b\r\n1,2\r\n", [["1", "2"]]),
      ("a,b\r1,2\r3,4", [["1", "2"], ["3", "4"]]),
      ("a,b\n1,2", [["1", "2"]]),
      ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
      ("\u{FEFF}\"a\",b\n1,2\n", [["1", "2"]]),
      ("a,b\n\"1,5\",\"2\"\n", [["1,5", "2"]]),
      ("a,b\n\"l1\nl2\",2\n", [["l1\nl2", "2"]]),
      ("a,b\r\n\"l1\r\nl2\",2\r\n", [["l1\r\nl2", "2"]]),
      ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", [["say \"hi\"", "\""]]),
      ("a,b\n\"\",x\n", [["", "x"]]),
      ("a,b\n  1 ,\t2 \n", [["1", "2"]]),
      ("a,b\n \" 1 \" ,2\n", [[" 1 ", "2"]]),
      ("a,b\n5\" tube,x\"y\"\n", [["5\" tube", "x\"y\""]]),
      ("a,b\n,2\n1,\n", [["", "2"], ["1", ""]]),
      ("\n\na,b\n\n1,2\n\n  \n,\n\n", [["1", "2"]]),
      ("a;b\n0,5;2\n", [["0,5", "2"]]),
      ("a\tb\n1 x\t\t\n", nil),
      ("a\tb\n1 x\t\n", [["1 x", ""]]),
      ("a;b;c, d\n1;2;3\n", [["1", "2", "3"]]),
      ("\"a;b;c;d\",e\n1,2\n", [["1", "2"]]),
      ("a\nx\n\ny\n", [["x"], ["y"]]),
    ] as [(String, [[String]]?)])
  func cells(text: String, expected: [[String]]?) throws {
    #expect((try? table(text)).map(texts) == expected)
  }

  @Test("the same cells as Python's csv module")
  func python() throws {
    #expect(PythonCSVFixture.documents.count == 40)
    for (text, cells) in PythonCSVFixture.documents {
      let table = try table(text)
      #expect([table.columnNames] + texts(table) == cells, "\(text.debugDescription)")
    }
  }

  @Test("what is written with quotes is read back", arguments: Delimiter.allCases)
  func roundTrip(delimiter: Delimiter) throws {
    var random = SeededRandom(seed: UInt64(delimiter.rawValue))
    let pieces = ["a", "é", "中", "\"", ",", ";", "\n", "\r\n", "\t", " ", "12", "'"]
    let mark = String(Character(Unicode.Scalar(delimiter.rawValue)))
    for _ in 0..<400 {
      let width = Int.random(in: 2...6, using: &random)
      let names = (0..<width).map { "c\($0)" }
      let rows = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        ["x"]
          + (1..<width).map { _ in
            (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in pieces.randomElement(using: &random)
            }
            .joined()
          }
      }
      let lines = ([names] + rows).map { row in
        row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: mark)
      }
      let table = try table(lines.joined(separator: Bool.random(using: &random) ? "\n" : "\r\n"))
      #expect(table.columnNames == names)
      #expect(texts(table) == rows)
      #expect(table.delimiter == delimiter)
    }
  }

  @Test("every cell knows its line and column")
  func positions() throws {
    let text = "\u{FEFF}Studie,Größe,n\r\n\"Mün\r\nster\" , \"x\"\"y\",12\r\n\r\n東京,e\u{301}, 7 \r\n"
    let table = try table(text)
    let positions = (0..<2).map { row in (0..<3).map { table.cell(row: row, column: $0).position } }
    #expect(
      positions == [
        [.init(line: 2, column: 2), .init(line: 3, column: 10), .init(line: 3, column: 16)],
        [.init(line: 5, column: 1), .init(line: 5, column: 4), .init(line: 5, column: 7)],
      ])
    #expect((0..<2).map(table.line(ofRow:)) == [2, 5])
    #expect((0..<2).map(table.rowNumber) == [1, 2])
    #expect(table.source.text(ofLine: 5) == "東京,e\u{301}, 7 ")
    #expect(table.source.text(ofLine: 4).isEmpty)
    #expect(table.source.lineCount == 6)
  }

  @Test("no bytes crash the parser, the readers or the messages")
  func fuzz() {
    var random = SeededRandom(seed: 4180)
    let alphabet = Array("study,events,total\n1,2;\t\"\"\r\n.é%-NA".utf8) + [0x00, 0xFF, 0xC3, 0x80]
    let starts = ["", "study,events,total\n", "\u{FEFF}study;events;total\r\n", "yi,vi\n"]
    var outcomes: Set<Bool> = []
    for round in 0..<20_000 {
      var bytes = Array(starts[round % starts.count].utf8)
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        let choice = alphabet.randomElement(using: &random) ?? 0
        bytes.append(round % 5 == 0 ? UInt8.random(in: 0...255, using: &random) : choice)
      }
      let text = parsed(bytes)
      outcomes.insert(text == "no problem")
      if text == "no problem" { _ = read(String(decoding: bytes, as: UTF8.self)) }
      #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }
    #expect(outcomes.count == 2)
  }
}
