// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A room of the house: a library target whose imports are held to `dependencies` by the architecture test.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room; `files` are read by them and not compiled.
func tests(_ name: String, _ dependencies: [Target.Dependency], files: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: files, swiftSettings: strict)
}

/// The notebooks: each file of `Notebooks-as-scripts` a program, whose committed output stands beside it.
let notebooks = [
  "01-hcc-cryoablation-and-rfa", "02-survival-after-cryoablation", "03-the-review-reproduced",
  "04-the-answers-under-other-choices",
]

func notebook(_ name: String) -> Target {
  let others = notebooks.filter { $0 != name }
  return .executableTarget(
    name: "notebook-\(name.prefix(2))", dependencies: ["MetaAnalysis"], path: "Notebooks-as-scripts",
    exclude: ["cluster", "replot"] + notebooks.map { "\($0).md" } + others.map { "\($0).swift" },
    sources: ["\(name).swift"],
    swiftSettings: strict)
}

let package = Package(
  name: "copse",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "MetaAnalysis", targets: ["MetaAnalysis"]),
    .executable(name: "copse", targets: ["CopseCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // Native libraries behind small C interfaces.
    .target(
      name: "CLAPACK",
      linkerSettings: [.linkedLibrary("lapacke"), .linkedLibrary("openblas")]),
    .target(
      name: "CBoostMath",
      linkerSettings: [.linkedLibrary("m"), .linkedLibrary("stdc++", .when(platforms: [.linux]))]),

    // Numerics.
    room("LinearAlgebra", ["CLAPACK"]),
    room("Optimization", ["CBoostMath", "LinearAlgebra"]),
    room("Distributions", ["CBoostMath"]),

    // Work in blocks, on threads and on machines.
    room("Jobs"),

    // The pipeline: table → effect sizes → fit → figures → text.
    room("StudyData"),
    room("YAMLReading", ["StudyData", .product(name: "Yams", package: "Yams")]),
    room("EffectSizes", ["StudyData", "Distributions", "Optimization"]),
    room("Pooling", ["StudyData", "EffectSizes", "LinearAlgebra", "Optimization", "Distributions"]),
    room(
      "MetaRegression",
      ["Jobs", "Pooling", "EffectSizes", "StudyData", "LinearAlgebra", "Optimization", "Distributions"]),
    room(
      "Survival",
      ["Pooling", "EffectSizes", "StudyData", "LinearAlgebra", "Optimization", "Distributions"]),
    room("Analyses", ["Survival", "Pooling", "EffectSizes", "StudyData"]),
    room(
      "Consistency", ["Survival", "Pooling", "EffectSizes", "StudyData", "Optimization", "Distributions"]),
    room(
      "Claims",
      [
        "YAMLReading", "Consistency", "Survival", "MetaRegression", "Pooling", "EffectSizes", "StudyData",
        "Distributions", .product(name: "Yams", package: "Yams"),
      ]),
    room(
      "Sensitivity",
      [
        "Jobs", "Survival", "MetaRegression", "Pooling", "EffectSizes", "StudyData", "LinearAlgebra",
        "Optimization", "Distributions",
      ]),
    room(
      "SmallStudyEffects",
      [
        "MetaRegression", "Pooling", "EffectSizes", "StudyData", "LinearAlgebra", "Optimization",
        "Distributions",
      ]),
    room(
      "Multiverse",
      [
        "Jobs", "YAMLReading", "Analyses", "Survival", "Pooling", "EffectSizes", "StudyData",
        .product(name: "Yams", package: "Yams"),
      ]),
    room("Figures"),
    room("Rendering", ["Figures", .product(name: "Mustache", package: "swift-mustache")]),
    room(
      "Reporting",
      [
        "Figures", "Jobs", "Multiverse", "SmallStudyEffects", "Sensitivity", "Claims", "Consistency",
        "Survival", "MetaRegression",
        "Pooling", "EffectSizes",
        "StudyData", "YAMLReading", .product(name: "Yams", package: "Yams"),
      ]),
    room(
      "MetaAnalysis",
      [
        "LinearAlgebra", "Optimization", "Distributions", "StudyData", "EffectSizes", "Pooling",
        "MetaRegression", "Survival", "Analyses", "Consistency", "Claims", "Jobs", "Sensitivity",
        "SmallStudyEffects", "Multiverse", "Figures", "Rendering", "Reporting", "BundledData",
      ]),

    // The bundled data sets, embedded into the code at build time.
    .executableTarget(name: "EmbedDatasets", swiftSettings: strict),
    .plugin(
      name: "EmbedDatasetsPlugin", capability: .buildTool(), dependencies: ["EmbedDatasets"],
      path: "Sources/EmbedDatasetsPlugin"),
    .target(name: "BundledData", swiftSettings: strict, plugins: ["EmbedDatasetsPlugin"]),

    // The command.
    .executableTarget(
      name: "CopseCommand",
      dependencies: [
        "MetaAnalysis",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // Tests.
    tests("LinearAlgebraTests", ["LinearAlgebra"]),
    tests("DistributionsTests", ["Distributions"], files: ["Reference"]),
    tests("OptimizationTests", ["Optimization"]),
    tests("StudyDataTests", ["StudyData"]),
    tests("EffectSizesTests", ["EffectSizes", "StudyData"]),
    tests(
      "PoolingTests",
      ["Pooling", "EffectSizes", "StudyData", "LinearAlgebra", "Optimization", "Distributions"]),
    tests(
      "MetaRegressionTests",
      [
        "MetaRegression", "Pooling", "EffectSizes", "StudyData", "LinearAlgebra", "Optimization",
        "Distributions",
      ]),
    tests(
      "SurvivalTests",
      ["Survival", "Pooling", "EffectSizes", "StudyData", "LinearAlgebra", "Optimization", "Distributions"]),
    tests(
      "AnalysesTests", ["Analyses", "Survival", "Pooling", "EffectSizes", "StudyData", "BundledData"]),
    tests("ConsistencyTests", ["Consistency", "StudyData", "Distributions", "BundledData"]),
    tests(
      "ClaimsTests",
      ["Claims", "Consistency", "Pooling", "EffectSizes", "StudyData", "Distributions", "BundledData"]),
    tests("JobsTests", ["Jobs", "MetaAnalysis"]),
    tests("YAMLReadingTests", ["YAMLReading", "StudyData"]),
    tests(
      "MultiverseTests",
      ["Multiverse", "Analyses", "Jobs", "Pooling", "EffectSizes", "StudyData", "BundledData"]),
    tests(
      "SensitivityTests",
      [
        "Sensitivity", "Jobs", "Survival", "MetaRegression", "Pooling", "EffectSizes", "StudyData",
        "LinearAlgebra", "Optimization", "Distributions", "BundledData",
      ]),
    tests(
      "SmallStudyEffectsTests",
      [
        "SmallStudyEffects", "MetaRegression", "Pooling", "EffectSizes", "StudyData", "LinearAlgebra",
        "Optimization", "Distributions", "BundledData", "Survival",
      ]),
    tests("FiguresTests", ["Figures"]),
    tests("RenderingTests", ["Rendering", "Figures"], files: ["Snapshots"]),
    tests("ReportingTests", ["MetaAnalysis"], files: ["Snapshots"]),
    tests("CommandTests", ["CopseCommand", "MetaAnalysis"]),
    tests("ArchitectureTests", []),
  ] + notebooks.map(notebook),
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
