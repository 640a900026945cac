import Foundation

/// `Tests/Reference/grid.json`, described in the README beside it.
struct Grid: Decodable {
  struct Counts: Decodable {
    let datasets, effect_sets, fits, results, variants, mantel_haenszel, peto, subgroups, freeman_tukey: Int
  }

  struct Dataset: Decodable {
    let name, kind: String
    let k: Int
    let studies, left_out: [String]
  }

  let counts: Counts
  let datasets: [Dataset]
  let entries: [Entry]
  let effect_variants: [Variant]
  let mantel_haenszel: [Pooled]
  let peto: [Pooled]
  let subgroups: [Division]
  let proportion_intervals: [Intervals]
  let freeman_tukey: [FreemanTukey]

  static func load() throws -> Grid {
    let file = packageRoot.appendingPathComponent("Tests/Reference/grid.json")
    return try JSONDecoder().decode(Grid.self, from: Data(contentsOf: file))
  }
}

extension Grid {
  struct Entry: Decodable {
    struct Profile: Decodable { let tau2, I2, H2: [Double] }

    let dataset, measure: String
    let drop00: Bool
    let k: Int
    let rows: [Int]
    let yi, vi: [Double]
    let Q, Q_df, Q_p, typical_variance: Double
    let q_profile: Profile
    let fits: [Fit]
  }

  struct Fit: Decodable {
    struct Prediction: Decodable { let z, hts, v: [Double]? }

    struct Test: Decodable {
      let se, lower, upper, statistic, p: Double
      let df: Double?
      let prediction: [Double]?
    }

    let estimator: String
    let tau2: Double
    let se_tau2: Double?
    let I2, H2, estimate: Double
    let local_maxima: Int?
    let weights_percent: [Double]
    let prediction: Prediction?
    let tests: [String: Test]
  }

  struct Variant: Decodable {
    let dataset, measure, to: String
    let drop00: Bool
    let add: Double?
    let yi, vi: [Double?]
  }

  struct Pooled: Decodable {
    let dataset: String
    let measure: String?
    let corrected: Bool?
    let estimate, se, lower, upper, statistic, p, Q, Q_df, Q_p, I2, H2: Double
    let k, k_effects: Int
    let se_greenland_robins: Double?
  }

  struct Division: Decodable {
    struct Group: Decodable {
      let group: String
      let k: Int?
      let estimate, se, lower, upper: Double
      let p, tau2, I2, Q, Q_df, Q_p: Double?
    }

    struct Between: Decodable { let Q, df, p: Double }

    struct Separate: Decodable {
      let test: String
      let groups: [Group]
      let between: Between
    }

    struct Common: Decodable {
      let test: String
      let tau2: Double
      let se_tau2: Double?
      let QM, QM_df1, QM_p: Double
      let groups: [Group]
    }

    let dataset, measure, by, estimator: String
    let separate: [Separate]
    let common: [Common]
  }

  struct Intervals: Decodable {
    struct Limits: Decodable { let lower, upper: [Double] }

    let dataset: String
    let estimate: [Double]
    let clopperPearson, wilson, agrestiCoull, wald: Limits

    enum CodingKeys: String, CodingKey {
      case dataset, estimate, wilson, wald
      case clopperPearson = "clopper-pearson"
      case agrestiCoull = "agresti-coull"
    }
  }

  struct FreemanTukey: Decodable {
    struct Back: Decodable {
      let n: Double
      let value: [Double]
    }

    let dataset, estimator: String
    let events, total: [Double]
    let tau2, se: Double
    let scale: [Double]
    let harmonic, geometric, arithmetic, inverse_variance: Back
  }
}
