import Dispatch
import Synchronization

/// Calls of one function shared out among threads.
enum Threads {
  /// How many blocks each thread does, on average, before the records are handed over.
  static let blocksPerWave = 8

  /// The values of `work` at each number, in order. Each thread takes the next number that nobody has taken.
  ///
  /// Where `isCancelled` becomes true, no thread takes another number. Every number that was taken is done, and so
  /// what comes back belongs to the first numbers, without gaps.
  static func map<Value: Sendable>(
    _ numbers: Range<Int>, threads: Int, isCancelled: @Sendable () -> Bool, _ work: @Sendable (Int) -> Value
  ) -> [Value] {
    let next = Atomic(numbers.lowerBound)
    return [Value](unsafeUninitializedCapacity: numbers.count) { buffer, count in
      // Shared among the threads without a lock: each number is taken, and its place written, by one thread alone.
      nonisolated(unsafe) let places = buffer
      DispatchQueue.concurrentPerform(iterations: min(threads, numbers.count)) { _ in
        while !isCancelled() {
          let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard number < numbers.upperBound else { return }
          places.initializeElement(at: number - numbers.lowerBound, to: work(number))
        }
      }
      count = min(next.load(ordering: .relaxed), numbers.upperBound) - numbers.lowerBound
    }
  }
}
