import Consistency
import StudyData
import Testing

@Suite("Checks of samples and overlap")
struct SampleAndOverlapChecksTests {
  static func size(_ arm: String, _ total: Int, sample: String = "", design: String = "") -> String {
    "study=A 2014;arm=\(arm);unit=patient;outcome=baseline-patients;statistic=group-size;total=\(total);sample=\(sample);"
      + "design=\(design)\n"
  }

  static let matched =
    size("x", 61, sample: "unmatched") + size("y", 50, sample: "unmatched")
    + "study=A 2014;arm=x;outcome=OS;at=36;percent=70;sample=matched\n"

  static let samples: [CheckCase] = [
    CheckCase(
      "counts of the sizes before matching: Cha 2020", MatchedSizes(), .note,
      fires: matched
        + "study=A 2014;arm=x;outcome=infarction;percent=3.3\nstudy=A 2014;arm=y;outcome=infarction;percent=12.0\n"
        + "study=A 2014;row_type=comparison;arm=x v y;comparator=y;outcome=infarction;statistic=p-value;p=0.137",
      silent: matched
        + "study=A 2014;arm=x;outcome=infarction;percent=4.3\nstudy=A 2014;arm=y;outcome=infarction;percent=13.0"
    ),
    CheckCase(
      "and labelled as matched", MatchedSizes(), .warning,
      fires: matched + "study=A 2014;arm=x;outcome=infarction;percent=3.3;sample=matched\n"
        + "study=A 2014;arm=y;outcome=infarction;percent=12.0;sample=matched",
      silent: matched + "study=A 2014;arm=x;outcome=infarction;percent=8.7;sample=matched\n"
        + "study=A 2014;arm=y;outcome=infarction;percent=26.1;sample=matched"),
    CheckCase(
      "more people than the group", GroupSizes(), .error,
      fires: size("x", 40) + "study=A 2014;arm=x;unit=patient;outcome=death;events=3;total=41",
      silent: size("x", 40) + "study=A 2014;arm=x;unit=lesion;outcome=death;events=3;total=41"),
    CheckCase(
      "fewer people than the group: Xu 2008", GroupSizes(), .note,
      fires: size("x", 326) + "study=A 2014;arm=x;unit=patient;outcome=complete-response;events=41;total=280",
      silent: size("x", 326) + "study=A 2014;arm=x;unit=patient;outcome=followed-by-ct;events=280;total=326\n"
        + "study=A 2014;arm=x;unit=patient;outcome=complete-response;events=41;total=280"),
    CheckCase(
      "five people in both arms: Dunne 2014", SizesAddUp(), .note,
      fires: size("all groups", 42) + size("cryo", 25) + size("RFA", 22) + size("cryo and RFA", 5),
      silent: size("all groups", 42) + size("cryo", 20) + size("RFA", 17) + size("cryo and RFA", 5)),
    CheckCase(
      "more in the arms than were randomized", SizesAddUp(), .error,
      fires: size("all groups", 100, design: "RCT") + size("x", 51) + size("y", 50),
      silent: size("all groups", 101, design: "RCT") + size("x", 51) + size("y", 50)),
    CheckCase(
      "people in no arm", SizesAddUp(), .note,
      fires: size("all groups", 665) + size("x", 19) + size("y", 20),
      silent: size("all groups", 665) + size("x", 19) + size("y", 20)
        + "study=A 2014;arm=all groups;outcome=thermoablation;events=39;total=665"),
    CheckCase(
      "two numbers for one thing", ConflictingValues(), .warning,
      fires:
        "study=A 2014;arm=x;outcome=OS;at=12;percent=80\nstudy=A 2014;arm=x;outcome=OS;at=12;percent=82.1",
      silent:
        "study=A 2014;arm=x;outcome=OS;at=12;percent=82\nstudy=A 2014;arm=x;outcome=OS;at=12;percent=82.1"),
    CheckCase(
      "one curve in two arms", IdenticalResults(), .warning,
      fires: [("x", 12, 91), ("x", 36, 67), ("x", 60, 40), ("y", 12, 91), ("y", 36, 67), ("y", 60, 40)].map {
        "study=A 2014;arm=\($0.0);outcome=OS;at=\($0.1);percent=\($0.2)"
      }.joined(separator: "\n"),
      silent: [("x", 12, 91), ("x", 36, 67), ("x", 60, 40), ("y", 12, 91), ("y", 36, 66), ("y", 60, 40)].map {
        "study=A 2014;arm=\($0.0);outcome=OS;at=\($0.1);percent=\($0.2)"
      }.joined(separator: "\n")),
    CheckCase(
      "a part that does not fit: Adam 2002", PartOfWhole(), .error,
      fires: size("x", 31)
        + "study=A 2014;arm=x;unit=patient;population=all;outcome=local-recurrence;events=26;total=31\n"
        + "study=A 2014;arm=x;unit=patient;population=HCC;outcome=local-recurrence;percent=38\n"
        + "study=A 2014;arm=x;unit=patient;population=HCC;outcome=complete-ablation;percent=65",
      silent: size("x", 31)
        + "study=A 2014;arm=x;unit=patient;population=all;outcome=local-recurrence;events=10;total=31\n"
        + "study=A 2014;arm=x;unit=patient;population=HCC;outcome=local-recurrence;percent=38\n"
        + "study=A 2014;arm=x;unit=patient;population=HCC;outcome=complete-ablation;percent=65"),
    CheckCase(
      "matched percentages of one size: Cha 2020", CommonSize(), .note,
      fires: size("x", 61, sample: "unmatched") + size("y", 50, sample: "unmatched")
        + "study=A 2014;arm=x;unit=patient;outcome=local-recurrence;at=36;percent=8.7;sample=matched\n"
        + "study=A 2014;arm=y;unit=patient;outcome=local-recurrence;at=36;percent=26.1;sample=matched",
      silent: size("x", 61, sample: "unmatched") + size("y", 50, sample: "unmatched")
        + "study=A 2014;arm=x;unit=patient;outcome=local-recurrence;at=36;percent=8.8;sample=matched\n"
        + "study=A 2014;arm=y;unit=patient;outcome=local-recurrence;at=36;percent=26.1;sample=matched"),
    CheckCase(
      "recurrence of those with disease left: Yang 2012", RecurrenceDenominator(), .note,
      fires: "study=A 2014;arm=x;outcome=complete-ablation;events=135;total=300\n"
        + "study=A 2014;arm=x;outcome=local-recurrence;percent=31;total=300",
      silent: "study=A 2014;arm=x;outcome=complete-ablation;events=135;total=300\n"
        + "study=A 2014;arm=x;outcome=local-recurrence;percent=31;total=135\n"
        + "study=A 2014;arm=x;outcome=local-tumor-progression;percent=31;total=300"),
    CheckCase(
      "adjustment makes it: Ei 2015", AdjustedEstimate(), .note,
      fires: adjusted("0.3", "0.1", "0.9", p: "0.20"),
      silent: adjusted("0.5", "0.2", "1.1", p: "0.20")
        + adjusted("0.3", "0.1", "0.9", p: "0.04").replacing("A 2014", with: "B 2014")),
    CheckCase(
      "crude ratio outside the adjusted interval", AdjustedEstimate(), .note,
      fires: adjusted("0.3", "0.2", "0.45", p: "0.04"), silent: adjusted("0.4", "0.2", "0.8", p: "0.04")),
    CheckCase(
      "patients and lesions", MixedUnits(), .note,
      fires: "study=A 2014;arm=x;unit=patient;outcome=local-recurrence;percent=9\n"
        + "study=B 2014;arm=x;unit=lesion;outcome=local-recurrence;percent=9",
      silent: "study=A 2014;arm=x;unit=patient;outcome=local-recurrence;percent=9\n"
        + "study=B 2014;arm=x;unit=lesion;outcome=complete-ablation;percent=9"),
    CheckCase(
      "treatment after publication", StudyDates(), .error,
      fires: "study=A 2014;arm=x;outcome=OS;period=2003-2016",
      silent: "study=A 2014a;arm=x;outcome=OS;period=2003-2014"),
    CheckCase(
      "follow-up before the first patient", StudyDates(), .error,
      fires: "study=A 2012;arm=x;outcome=OS;period=2003-2006;follow_up_high=121",
      silent: "study=A 2012;arm=x;outcome=OS;period=2003-2006;follow_up_high=63"),
  ]

  /// Local recurrence-free survival of 80 v 68% and an adjusted hazard ratio of local recurrence.
  static func adjusted(_ ratio: String, _ low: String, _ high: String, p: String) -> String {
    "study=A 2014;arm=x;outcome=local-recurrence-free-survival;percent=80\n"
      + "study=A 2014;arm=y;outcome=local-recurrence-free-survival;percent=68\n"
      + "study=A 2014;row_type=comparison;arm=x v y;outcome=local-recurrence-free-survival;statistic=p-value;p=\(p)\n"
      + "study=A 2014;row_type=comparison;arm=x v y;outcome=local-recurrence;definition=adjusted;"
      + "statistic=hazard-ratio;estimate=\(ratio);ci_low=\(low);ci_high=\(high)\n"
  }

  static let reviewed =
    "study=P 2011;design=systematic review;population=CRC;arm=cryo across studies;outcome=local-recurrence;"
    + "statistic=range-percent;range_low=12;range_high=39\n"

  static func mean(_ percent: String) -> String {
    "study=P 2011;design=systematic review;population=CRC;arm=cryo across studies;outcome=local-recurrence;"
      + "statistic=mean-percent;percent=\(percent)"
  }

  static let overlaps: [CheckCase] = [
    CheckCase(
      "one first author", SamePatients(), .note,
      fires:
        "study=Wang 2009;population=HCC;arm=cryo;outcome=OS\nstudy=Wang 2015;population=HCC;arm=cryo + TACE;outcome=OS",
      silent:
        "study=Wang 2009;population=HCC;arm=cryo;outcome=OS\nstudy=Yang 2015;population=HCC;arm=cryo;outcome=OS"
    ),
    CheckCase(
      "one period", SamePatients(), .note,
      fires:
        "study=Niu 2007;population=CRC;arm=cryo;period=1990-2006\nstudy=Ng 2012;population=CRC;arm=cryo;period=1990-2009",
      silent:
        "study=Niu 2007;population=CRC;arm=cryo;period=1990-2006\nstudy=Ng 2012;population=CRC;arm=cryo;period=1995-2004"
    ),
    CheckCase(
      "one center, authors in common, an overlap that is told", SamePatients(), .note,
      fires: "study=A 2007;population=CRC;arm=cryo;center=Sydney;authors=Chu F, Li B\n"
        + "study=B 2012;population=CRC;arm=cryo;center=Sydney;authors=Ng K, Chu F\nstudy=C 2013;overlaps_with=A 2007 (all)",
      silent: "study=A 2007;population=CRC;arm=cryo;center=Sydney;authors=Chu F, Li B\n"
        + "study=B 2012;population=HCC;arm=cryo;center=Sydney;authors=Ng K, Chu F\nstudy=C 2013;overlaps_with=A 2008 (all)"
    ),
    CheckCase(
      "a review beside its studies", ReviewBesideStudies(), .note,
      fires: "study=P 2011;design=systematic review;population=CRC;arm=cryo across studies;outcome=OS\n"
        + "study=X 2008;population=CRC;arm=cryo;outcome=OS",
      silent: "study=P 2011;design=systematic review;population=CRC;arm=cryo across studies;outcome=OS\n"
        + "study=X 2012;population=CRC;arm=cryo;outcome=OS"),
    CheckCase(
      "earlier studies outside a review's range: Pathak 2011", ReviewRange(), .note,
      fires: reviewed + "study=X 2008;population=CRC;arm=cryo;outcome=local-recurrence;percent=6.4",
      silent: reviewed + "study=X 2008;population=CRC;arm=cryo;outcome=local-recurrence;percent=11.6\n"
        + "study=X 2012;population=CRC;arm=cryo;outcome=local-recurrence;percent=6.4"),
    CheckCase(
      "a mean outside its range", ReviewRange(), .error,
      fires: reviewed + mean("41"), silent: reviewed + mean("39.4")),
    CheckCase(
      "one study under two labels", SameResults(), .warning,
      fires: [("A", 12, 92), ("A", 24, 82), ("A", 36, 64), ("B", 12, 92), ("B", 24, 82), ("B", 36, 64)].map {
        "study=\($0.0) 2009;arm=x;outcome=OS;at=\($0.1);percent=\($0.2);total=156"
      }.joined(separator: "\n"),
      silent: [("A", 12, 92), ("A", 24, 82), ("A", 36, 64), ("B", 12, 92), ("B", 24, 82), ("B", 36, 63)].map {
        "study=\($0.0) 2009;arm=x;outcome=OS;at=\($0.1);percent=\($0.2);total=156"
      }.joined(separator: "\n")),
  ]

  @Test("each fires where it should and not elsewhere", arguments: samples + overlaps)
  func fires(_ example: CheckCase) throws { try example.run() }

  @Test("codes are different, and each has a summary")
  func codes() {
    let checks = CourseChecks.all + SampleChecks.all + OverlapChecks.all
    #expect(Set(checks.map(\.code)).count == checks.count)
    #expect(checks.allSatisfy { !$0.summary.isEmpty })
  }
}
