// swift-tools-version: 6.2
import PackageDescription

// Times fits without a benchmark library, so that `Benchmarks/run` builds in seconds once the library is built; and
// counts how often intervals hold the truth.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let metaAnalysis = Target.Dependency.product(name: "MetaAnalysis", package: "copse")

let package = Package(
  name: "Timing",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Workloads", targets: ["Workloads"]),
    .executable(name: "fit-times", targets: ["FitTimes"]),
    .executable(name: "coverage", targets: ["Coverage"]),
    .executable(name: "gosh-times", targets: ["GoshTimes"]),
    .executable(name: "refit-times", targets: ["RefitTimes"]),
  ],
  dependencies: [.package(name: "copse", path: "../..")],
  targets: [
    .target(name: "Workloads", dependencies: [metaAnalysis], swiftSettings: strict),
    .executableTarget(
      name: "FitTimes", dependencies: ["Workloads", metaAnalysis], path: "Sources/fit-times",
      swiftSettings: strict),
    .executableTarget(
      name: "GoshTimes", dependencies: ["Workloads", metaAnalysis], path: "Sources/gosh-times",
      swiftSettings: strict),
    .executableTarget(
      name: "RefitTimes", dependencies: ["Workloads", metaAnalysis], path: "Sources/refit-times",
      swiftSettings: strict),
    .executableTarget(
      name: "Coverage", dependencies: [metaAnalysis], path: "Sources/coverage", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
