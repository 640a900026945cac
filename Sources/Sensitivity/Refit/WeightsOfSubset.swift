import Pooling

extension Tau2Estimator {
  /// Whether its weights belong to the studies one by one.
  var hasWeightsByHand: Bool {
    switch self {
    case .generalMoments(.given), .generalMomentsMedian(.given): true
    default: false
    }
  }

  /// The estimator for the studies at these places: weights by hand are those of these studies.
  ///
  /// - Precondition: weights by hand are as many as all the studies.
  func selecting(_ places: [Int]) -> Tau2Estimator {
    switch self {
    case .generalMoments(.given(let weights)): .generalMoments(.given(places.map { weights[$0] }))
    case .generalMomentsMedian(.given(let weights)):
      .generalMomentsMedian(.given(places.map { weights[$0] }))
    default: self
    }
  }
}

extension PoolingModel {
  /// The model for the studies at these places.
  func selecting(_ places: [Int]) -> any PoolingModel {
    guard var model = self as? RandomEffects else { return self }
    model.tau2 = model.tau2.selecting(places)
    return model
  }
}
