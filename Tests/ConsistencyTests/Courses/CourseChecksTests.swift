import Consistency
import StudyData
import Testing

/// A check, a table in which it finds something and one in which it does not.
struct CheckCase: Sendable, CustomTestStringConvertible {
  let name: String
  let check: any ConsistencyCheck
  let fires: String
  let silent: String
  let severity: Severity

  init(_ name: String, _ check: any ConsistencyCheck, _ severity: Severity, fires: String, silent: String) {
    (self.name, self.check, self.severity, self.fires, self.silent) = (name, check, severity, fires, silent)
  }

  var testDescription: String { "\(check.code): \(name)" }

  static let columns =
    "study,row_type,design,population,subgroup,arm,comparator,unit,outcome,definition,statistic,sample,at,events,"
    + "total,percent,estimate,p,p_text,follow_up_median,follow_up_low,follow_up_high,range_low,range_high,center,period,authors,"
    + "overlaps_with,ci_low,ci_high"

  /// Rows such as "study=A 2010 arm=x at=12 percent=90"; a semicolon ends a pair, a new line a row.
  static func table(_ text: String) throws -> EvidenceTable {
    let names = columns.split(separator: ",").map(String.init)
    let lines = text.split(separator: "\n").map { line in
      let pairs = line.split(separator: ";").map { pair in
        pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmingSpaces }
      }
      let cells = Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
      precondition(Set(cells.keys).isSubset(of: names), "\(line)")
      return names.map { "\"\(cells[$0] ?? "")\"" }.joined(separator: ",")
    }
    let csv = ([columns] + lines).joined(separator: "\n") + "\n"
    return try EvidenceTable(StudyTable(parsing: Array(csv.utf8), name: "test.csv"), study: ["study"])
  }

  func run() throws {
    let found = check.findings(in: try Self.table(fires))
    #expect(!found.isEmpty)
    #expect(
      found.allSatisfy { $0.code == check.code && $0.severity == severity && !$0.arithmetic.isEmpty },
      "\(found)")
    #expect(check.findings(in: try Self.table(silent)) == [])
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

@Suite("Checks of survival over time")
struct CourseChecksTests {
  /// Local progression of two arms of 180 at 1 and 3 years.
  static func progression(_ p: String) -> String {
    [("x", 12, 3), ("x", 36, 7), ("y", 12, 9), ("y", 36, 11)].map {
      "study=A 2015;arm=\($0.0);outcome=local-tumor-progression;at=\($0.1);percent=\($0.2);total=180;"
        + "follow_up_median=25\n"
    }.joined()
      + "study=A 2015;row_type=comparison;arm=x v y;outcome=local-tumor-progression;statistic=p-value;p=\(p)"
  }

  static let cases: [CheckCase] = [
    CheckCase(
      "survival rises", CurveDirection(), .error,
      fires:
        "study=A 2010;arm=x;outcome=overall-survival;at=12;percent=80\nstudy=A 2010;arm=x;outcome=OS;at=24;percent=90\n"
        + "study=A 2010;arm=x;outcome=overall-survival;at=24;percent=83",
      silent:
        "study=A 2010;arm=x;outcome=overall-survival;at=12;percent=80\nstudy=A 2010;arm=x;outcome=overall-survival;at=24;percent=80"
    ),
    CheckCase(
      "a cumulative incidence falls", CurveDirection(), .error,
      fires: "study=A 2010;arm=x;outcome=local-recurrence;at=12;percent=20\n"
        + "study=A 2010;arm=x;outcome=local-recurrence;at=24;percent=15.5",
      silent: "study=A 2010;arm=x;outcome=local-recurrence;at=12;percent=20\n"
        + "study=A 2010;arm=x;outcome=local-recurrence;at=24;percent=19.9"),
    CheckCase(
      "cause-specific below overall survival", OutcomeOrder(), .error,
      fires: "study=A 2010;arm=x;outcome=overall-survival;at=36;percent=60\n"
        + "study=A 2010;arm=x;outcome=cancer-specific-survival;at=36;percent=55",
      silent: "study=A 2010;arm=x;outcome=overall-survival;at=36;percent=60\n"
        + "study=A 2010;arm=x;outcome=cancer-specific-survival;at=24;percent=55"),
    CheckCase(
      "disease-free above overall survival, and their medians", OutcomeOrder(), .warning,
      fires: "study=A 2010;arm=x;outcome=overall-survival;at=36;percent=60\n"
        + "study=A 2010;arm=x;outcome=disease-free-survival;at=36;percent=62\n"
        + "study=A 2010;arm=x;outcome=overall-survival;statistic=median-months;estimate=30\n"
        + "study=A 2010;arm=x;outcome=disease-free-survival;statistic=median-months;estimate=40",
      silent: "study=A 2010;arm=x;outcome=overall-survival;at=36;percent=60\n"
        + "study=A 2010;arm=x;outcome=disease-free-survival;at=36;percent=60.4\n"
        + "study=A 2010;arm=x;outcome=overall-survival;statistic=median-months;estimate=30\n"
        + "study=A 2010;arm=y;outcome=disease-free-survival;statistic=median-months;estimate=40"),
    CheckCase(
      "local above any recurrence", OutcomeOrder(), .error,
      fires: "study=A 2010;arm=x;outcome=local-recurrence;events=30;total=100\n"
        + "study=A 2010;arm=x;outcome=any-recurrence;events=29;total=100",
      silent: "study=A 2010;arm=x;outcome=local-recurrence;events=30;total=100\n"
        + "study=A 2010;arm=x;outcome=any-recurrence;events=29;total=80"),
    CheckCase(
      "more early deaths than the curve has", OutcomeOrder(), .warning,
      fires: "study=A 2010;arm=x;outcome=treatment-related-death;events=5;total=50\n"
        + "study=A 2010;arm=x;outcome=overall-survival;at=12;total=50;percent=92",
      silent: "study=A 2010;arm=x;outcome=treatment-related-death;events=4;total=50\n"
        + "study=A 2010;arm=x;outcome=overall-survival;at=12;total=50;percent=92"),
    CheckCase(
      "no room for recurrence beside freedom from it", OutcomeOrder(), .warning,
      fires: "study=A 2010;arm=x;outcome=disease-free-survival;at=24;percent=70;total=50\n"
        + "study=A 2010;arm=x;outcome=local-recurrence;at=24;percent=32;total=50",
      silent: "study=A 2010;arm=x;outcome=disease-free-survival;at=24;percent=70\n"
        + "study=A 2010;arm=x;outcome=local-recurrence;at=24;percent=31\n"
        + "study=A 2010;arm=x;outcome=local-recurrence;at=36;percent=40"),
    CheckCase(
      "few events for a small p: Wang 2015", CurvePValue(), .note,
      fires: progression("0.043"), silent: progression("0.15")),
    CheckCase(
      "median off its curve", MedianOnCurve(), .error,
      fires: "study=A 2010;arm=x;outcome=overall-survival;at=24;percent=45\n"
        + "study=A 2010;arm=x;outcome=overall-survival;statistic=median-months;estimate=29",
      silent: "study=A 2010;arm=x;outcome=overall-survival;at=24;percent=62\n"
        + "study=A 2010;arm=x;outcome=overall-survival;at=36;percent=41\n"
        + "study=A 2010;arm=x;outcome=overall-survival;statistic=median-months;estimate=29"),
    CheckCase(
      "a rate beyond the longest follow-up", FollowUpHorizon(), .error,
      fires: "study=A 2010;arm=x;outcome=overall-survival;at=60;percent=40;follow_up_high=52",
      silent: "study=A 2010;arm=x;outcome=overall-survival;at=60;percent=0;follow_up_high=52\n"
        + "study=A 2010;arm=x;outcome=overall-survival;at=48;percent=40;follow_up_high=52"),
    CheckCase(
      "few at risk: Wang 2015, 5 years, median 25, longest 64", FollowUpHorizon(), .warning,
      fires:
        "study=A 2015;arm=x;outcome=overall-survival;at=60;percent=40;total=180;follow_up_median=25;follow_up_high=64",
      silent:
        "study=A 2015;arm=x;outcome=overall-survival;at=36;percent=40;total=180;follow_up_median=25;follow_up_high=64"
    ),
    CheckCase(
      "survival times outside the follow-up: Xu 2008", FollowUpRange(), .warning,
      fires:
        "study=A 2008;arm=x;outcome=any-recurrence;percent=47;follow_up_median=32;follow_up_low=7;follow_up_high=61\n"
        + "study=A 2008;arm=x;outcome=overall-survival;statistic=median-months;estimate=33;range_low=3;range_high=62",
      silent:
        "study=A 2008;arm=x;outcome=any-recurrence;percent=47;follow_up_median=32;follow_up_low=3;follow_up_high=62\n"
        + "study=A 2008;arm=x;outcome=overall-survival;statistic=median-months;estimate=33;range_low=3;range_high=62"
    ),
    CheckCase(
      "a median outside its range", FollowUpRange(), .error,
      fires:
        "study=A 2008;arm=x;outcome=overall-survival;statistic=median-months;estimate=32;range_low=3;range_high=30",
      silent:
        "study=A 2008;arm=x;outcome=overall-survival;statistic=median-months;estimate=30;range_low=3;range_high=30"
    ),
    CheckCase(
      "follow-up of survivors: Yang 2012", FollowUpRange(), .note,
      fires: "study=A 2012;arm=x;outcome=overall-survival;at=24;percent=45;follow_up_median=36.7",
      silent: "study=A 2012;arm=x;outcome=overall-survival;at=48;percent=45;follow_up_median=36.7"),
    CheckCase(
      "deaths and the curve: Rong 2015", CrudeShare(), .note,
      fires: "study=A 2015;arm=x;outcome=death;percent=25.9\n"
        + "study=A 2015;arm=x;outcome=overall-survival;at=60;percent=59.5;follow_up_median=30.9",
      silent: "study=A 2015;arm=x;outcome=death;percent=25.9;events=216;total=834\n"
        + "study=A 2015;arm=x;outcome=overall-survival;at=60;percent=59.5;follow_up_median=30.9"),
    CheckCase(
      "more deaths than the curve leaves", CrudeShare(), .error,
      fires: "study=A 2015;arm=x;outcome=death;percent=45;follow_up_high=60\n"
        + "study=A 2015;arm=x;outcome=overall-survival;at=60;percent=59.5",
      silent: "study=A 2015;arm=x;outcome=death;percent=45;follow_up_high=90\n"
        + "study=A 2015;arm=x;outcome=overall-survival;at=60;percent=59.5"),
    CheckCase(
      "flat in both arms: Wang 2015", FlatCourse(), .note,
      fires: "study=A 2015;arm=x;outcome=local-recurrence;at=24;percent=7;total=180\n"
        + "study=A 2015;arm=x;outcome=local-recurrence;at=36;percent=7;total=180\n"
        + "study=A 2015;arm=y;outcome=local-recurrence;at=24;percent=11;total=180\n"
        + "study=A 2015;arm=y;outcome=local-recurrence;at=36;percent=11;total=180",
      silent: "study=A 2015;arm=x;outcome=local-recurrence;at=24;percent=7;total=180\n"
        + "study=A 2015;arm=x;outcome=local-recurrence;at=36;percent=7;total=180\n"
        + "study=A 2015;arm=y;outcome=local-recurrence;at=24;percent=11;total=180\n"
        + "study=A 2015;arm=y;outcome=local-recurrence;at=36;percent=12;total=180"),
    CheckCase(
      "a p-value without the events for it", CurvePValue(), .warning,
      fires: "study=A 2015;arm=x;outcome=overall-survival;at=36;percent=81;total=60\n"
        + "study=A 2015;arm=y;outcome=overall-survival;at=36;percent=79;total=60\n"
        + "study=A 2015;row_type=comparison;arm=x v y;comparator=y;outcome=overall-survival;at=36;statistic=p-value;p=0.01",
      silent: "study=A 2015;arm=x;outcome=overall-survival;at=36;percent=81;total=60\n"
        + "study=A 2015;arm=y;outcome=overall-survival;at=36;percent=60;total=60\n"
        + "study=A 2015;row_type=comparison;arm=x v y;comparator=y;outcome=overall-survival;at=36;statistic=p-value;p=0.01"
    ),
    CheckCase(
      "a difference without its p-value: Cha 2020, sizes not told", CurvePValue(), .warning,
      fires: "study=A 2020;arm=x;outcome=local-recurrence;at=36;percent=8.7\n"
        + "study=A 2020;arm=y;outcome=local-recurrence;at=36;percent=26.1\n"
        + "study=A 2020;row_type=comparison;arm=x v y;comparator=y;outcome=local-recurrence;at=36;statistic=p-value;p=0.379",
      silent: "study=A 2020;arm=x;outcome=local-recurrence;at=36;percent=8.7\n"
        + "study=A 2020;arm=y;outcome=local-recurrence;at=36;percent=26.1\n"
        + "study=A 2020;row_type=comparison;arm=x vs. y;outcome=local-recurrence;at=36;statistic=p-value;p=0.04"
    ),
    CheckCase(
      "a difference without its p-value, sizes told", CurvePValue(), .warning,
      fires: "study=A 2020;arm=x;outcome=OS;at=36;percent=80;total=200\n"
        + "study=A 2020;arm=y;outcome=OS;at=36;percent=50;total=200\n"
        + "study=A 2020;row_type=comparison;arm=x;comparator=y;outcome=OS;at=36;statistic=p-value;p=0.4",
      silent: "study=A 2020;arm=x;outcome=OS;at=36;percent=80;total=200\n"
        + "study=A 2020;arm=y;outcome=OS;at=36;percent=50;total=200\n"
        + "study=A 2020;row_type=comparison;arm=x;comparator=y;outcome=OS;at=36;statistic=p-value;p_text=<.001"
    ),
    CheckCase(
      "medians too alike for their p-value", MedianPValue(), .warning,
      fires: "study=A 2020;arm=x;outcome=OS;statistic=median-months;estimate=30;total=50\n"
        + "study=A 2020;arm=y;outcome=OS;statistic=median-months;estimate=30;total=50\n"
        + "study=A 2020;row_type=comparison;arm=x;comparator=y;outcome=OS;statistic=p-value;p_text=<.001",
      silent: "study=A 2020;arm=x;outcome=OS;statistic=median-months;estimate=30;total=50\n"
        + "study=A 2020;arm=y;outcome=OS;statistic=median-months;estimate=20;total=50\n"
        + "study=A 2020;row_type=comparison;arm=x;comparator=y;outcome=OS;statistic=p-value;p_text=<.001"),
  ]

  @Test("each fires where it should and not elsewhere", arguments: cases)
  func fires(_ example: CheckCase) throws { try example.run() }

  @Test("words name kinds")
  func kinds() {
    let words: [(String, OutcomeKind)] = [
      ("Overall survival", .overallSurvival), ("OS", .overallSurvival),
      ("tumor-free-survival", .eventFreeSurvival),
      ("local_recurrence_free_survival", .localEventFreeSurvival),
      ("cancer-specific-survival", .causeSpecificSurvival),
      ("time-to-progression", .timeToEvent), ("symptom-free-interval", .otherFreedom), ("death", .death),
      ("treatment-related-death", .earlyDeath), ("cause-of-perioperative-death", .other),
      ("recurrence", .anyRecurrence), ("distant-intrahepatic-recurrence", .partRecurrence),
      ("local-tumor-progression", .partRecurrence), ("disease-progression", .other),
      ("complications", .other),
    ]
    for (word, kind) in words { #expect(OutcomeKind(outcome: word) == kind, "\(word)") }
  }
}
