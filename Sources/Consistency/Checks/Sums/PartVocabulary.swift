/// The generic words by which parts and wholes are told; no word is of one disease or treatment.
enum PartVocabulary {
  /// First words of an outcome that stands for all kinds of one thing: "any-recurrence".
  static let all: Set<String> = ["any", "all", "total", "overall"]
  /// Words for harms, whose kinds are listed under their own names.
  static let harms: Set<String> = [
    "complication", "complications", "morbidity", "toxicity", "toxicities", "adverse",
  ]
  /// Words that make an outcome the whole of harms and not one kind: "major-complications".
  static let harmQualifiers: Set<String> = [
    "any", "all", "total", "overall", "major", "minor", "serious", "severe", "events", "event", "grade",
    "related",
  ]
  /// Arms that stand for the whole study.
  static let wholeArms: Set<String> = ["all", "total", "overall", "whole", "both"]
  /// Words that share out a whole among them, each set complete.
  static let complements: [[Set<String>]] = [
    [["alive", "surviving"], ["dead", "death", "deaths", "died"]],
    [["complete"], ["incomplete"]],
    [["success"], ["failure"]],
    [["positive"], ["negative"]],
    [["male", "men"], ["female", "women"]],
    [["responders"], ["nonresponders"]],
  ]
  /// The four answers of a tumor to treatment, of all patients evaluated.
  static let responses: [[String]] = [
    ["complete", "response"], ["partial", "response"], ["stable", "disease"],
  ]
  /// The fourth answer, under either name.
  static let progressions: [[String]] = [["disease", "progression"], ["progressive", "disease"]]
}
