/// Single values of a sample in order, without sorting it.
public enum OrderStatistic {
  /// Puts the value that would stand at `place` (from 0) in order there, no larger ones before it and no smaller ones
  /// after it, and returns it. Hoare's selection with the median of three; O(n) on average.
  ///
  /// Source: Hoare CAR (1961), *Commun ACM* 4:321–322.
  ///
  /// - Precondition: `place` is one of the values, and none is NaN.
  public static func select(_ place: Int, in values: inout [Double]) -> Double {
    precondition(values.indices.contains(place), "a place among the values")
    return values.withUnsafeMutableBufferPointer { buffer in
      var (low, high) = (0, buffer.count - 1)
      while low < high {
        let pivot = medianOfThree(buffer[low], buffer[(low + high) / 2], buffer[high])
        var (left, right) = (low, high)
        while left <= right {
          while buffer[left] < pivot { left += 1 }
          while buffer[right] > pivot { right -= 1 }
          if left <= right {
            buffer.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if place <= right {
          high = right
        } else if place >= left {
          low = left
        } else {
          break
        }
      }
      return buffer[place]
    }
  }

  /// The quantile at `share`, linear between the values in order: R's `quantile`, type 7. Reorders the values.
  ///
  /// - Precondition: there are values, none NaN, and the share lies from 0 to 1.
  public static func quantile(_ share: Double, of values: inout [Double]) -> Double {
    let place = share * Double(values.count - 1)
    let below = Int(place)
    let low = select(below, in: &values)
    guard below + 1 < values.count else { return low }
    let next = values[(below + 1)...].reduce(.infinity) { min($0, $1) }
    return low + (place - Double(below)) * (next - low)
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}
