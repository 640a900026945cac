import StudyData
import Testing

/// `--where`.
@Suite struct SelectionTests {
  static let text = """
    study,population,design,year,"a<b"
    A,HCC,RCT,1990,x
    B,hcc,cohort,1995,"p,q"
    C,CRLM,RCT,2000,
    D,HCC,case series,NA,y
    """

  @Test(
    "which rows are kept",
    arguments: [
      (["population=HCC"], [1, 2, 4]),
      (["population=hcc", "design=RCT,cohort"], [1, 2]),
      (["design!=RCT"], [2, 4]),
      (["design!=RCT,cohort"], [4]),
      (["year<1995"], [1]), (["year<=1995"], [1, 2]), (["year>1995"], [3]), (["year>=1995"], [2, 3]),
      (["year >= 1990", "year<1999.5"], [1, 2]),
      (["year=1990.0"], [1]), (["year="], [4]), (["year!=NA"], [1, 2, 3]), (["year!="], [1, 2, 3]),
      (["\"a<b\"=\"p,q\""], [2]), (["\"a<b\"=\"p,q\",y"], [2, 4]), (["\"a<b\"=,x"], [1, 3]),
      (["design = case series "], [4]),
      (["Population=HCC"], [1, 2, 4]),
      ([], [1, 2, 3, 4]),
    ] as [([String], [Int])])
  func kept(conditions: [String], rows: [Int]) throws {
    let selected = try table(SelectionTests.text).selecting(where: conditions)
    #expect((0..<selected.rowCount).map(selected.rowNumber) == rows)
    #expect((0..<selected.rowCount).map(selected.line(ofRow:)) == rows.map { $0 + 1 })
    #expect(selected.columnCount == 5)
  }

  @Test(
    "sentences about conditions",
    arguments: [
      (
        ["design=RTC"],
        """
        bcg.csv:1:18: error: column 'design' never holds "RTC"; it holds "RCT", "cohort", "case series"
         1 | study,population,design,year,"a<b"
           |                  ^^^^^^
           hint: did you mean "RCT"?
        """
      ),
      (
        ["desing=RCT", "year=1991"],
        """
        bcg.csv:1:1: error: there is no column 'desing'; the columns are 'study', 'population', 'design', 'year', 'a<b'
         1 | study,population,design,year,"a<b"
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           hint: did you mean 'design'?
        bcg.csv:1:25: error: column 'year' never holds "1991"; it holds "1990", "1995", "2000"
         1 | study,population,design,year,"a<b"
           |                         ^^^^
           hint: did you mean "1990"?
        """
      ),
      (
        ["population", "year>recent", "=3", "a=\"b\"c"],
        """
        bcg.csv: error: "population" is not a condition on the rows
           hint: write column=value or column=value,value; also != < <= > >=
        bcg.csv: error: > compares with one number, found "year>recent"
           hint: write a number such as year>1990, or use = or != for text
        bcg.csv: error: "=3" is not a condition on the rows
           hint: write column=value or column=value,value; also != < <= > >=
        bcg.csv: error: "a="b"c" is not a condition on the rows
           hint: write column=value or column=value,value; also != < <= > >=
        """
      ),
      (
        ["population=CRLM", "design=cohort"],
        """
        bcg.csv: error: no row fulfils "population=CRLM" and "design=cohort"
           hint: leave out one of the conditions; repeated conditions must all hold, values after a comma are alternatives
        """
      ),
      (
        ["design>3"],
        """
        bcg.csv:2:7: error: column 'design' needs a number, found "RCT"
         2 | A,HCC,RCT,1990,x
           |       ^^^
           hint: write an empty cell for a missing number
        bcg.csv:3:7: error: column 'design' needs a number, found "cohort"
         3 | B,hcc,cohort,1995,"p,q"
           |       ^^^^^^
           hint: write an empty cell for a missing number
        bcg.csv:4:8: error: column 'design' needs a number, found "RCT"
         4 | C,CRLM,RCT,2000,
           |        ^^^
           hint: write an empty cell for a missing number
        bcg.csv:5:7: error: column 'design' needs a number, found "case series"
         5 | D,HCC,case series,NA,y
           |       ^^^^^^^^^^^
           hint: write an empty cell for a missing number
        """
      ),
    ])
  func sentences(conditions: [String], expected: String) throws {
    let table = try table(SelectionTests.text)
    #expect(rendered { () throws(DataProblems) in _ = try table.selecting(where: conditions) } == expected)
  }

  @Test("of many values the twelve closest are listed")
  func manyValues() throws {
    let table = try table("study\n" + (1...40).map { "Trial \($0)\n" }.joined())
    let text = rendered { () throws(DataProblems) in _ = try table.selecting(where: ["study=Tria 40"]) }
    #expect(text.contains("never holds \"Tria 40\"; it holds \"Trial 40\", "))
    #expect(text.contains(" and 28 more\n"))
    #expect(text.hasSuffix("hint: did you mean \"Trial 40\"?"))
  }
}
