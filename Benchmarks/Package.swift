// swift-tools-version: 6.2
import PackageDescription

// Benchmarks on https://github.com/ordo-one/benchmark, apart from the main package because its library takes minutes
// to build. No traits: jemalloc is not needed, and allocations are not counted.

/// A benchmark under Benchmarks/Benchmarks.
func benchmark(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: [
      .product(name: "MetaAnalysis", package: "copse"),
      .product(name: "Workloads", package: "Timing"),
      .product(name: "Benchmark", package: "benchmark"),
    ],
    path: "Benchmarks/\(name)",
    plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
  name: "copse-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "copse", path: ".."),
    .package(path: "Timing"),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [benchmark("Fits"), benchmark("Tables")],
  swiftLanguageModes: [.v6]
)
