#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Seconds of CPU that this process has used, which other processes on the machine disturb least.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// The most memory that this process has held, in bytes.
func peakMemory() -> Int {
  var usage = rusage()
  #if canImport(Glibc)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  #else
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #endif
}

/// CPU seconds per call of `work`: the median of seven batches of about 30 ms each; of three calls that take longer
/// than half a second.
func secondsPerCall(_ work: () throws -> Void) rethrows -> Double {
  var count = 1
  var elapsed = 0.0
  while true {
    elapsed = try batch(of: count, work)
    if elapsed > 0.03 { break }
    count = elapsed < 0.003 ? count * 10 : Int(Double(count) * 0.033 / elapsed) + 1
  }
  let batches = elapsed > 0.5 ? 3 : 7
  let times = try (0..<batches).map { _ in try batch(of: count, work) / Double(count) }
  return times.sorted()[batches / 2]
}

private func batch(of count: Int, _ work: () throws -> Void) rethrows -> Double {
  let start = cpuSeconds()
  for _ in 0..<count { try work() }
  return cpuSeconds() - start
}
