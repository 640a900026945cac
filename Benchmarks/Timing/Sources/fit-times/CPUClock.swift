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

/// CPU seconds per call of `work`: the median of seven batches of about 30 ms each.
func secondsPerCall(_ work: () throws -> Void) rethrows -> Double {
  var count = 1
  var elapsed = 0.0
  while true {
    elapsed = try batch(of: count, work)
    if elapsed > 0.03 { break }
    count = elapsed < 0.003 ? count * 10 : Int(Double(count) * 0.033 / elapsed) + 1
  }
  let times = try (0..<7).map { _ in try batch(of: count, work) / Double(count) }
  return times.sorted()[3]
}

private func batch(of count: Int, _ work: () throws -> Void) rethrows -> Double {
  let start = cpuSeconds()
  for _ in 0..<count { try work() }
  return cpuSeconds() - start
}
