// `import MetaAnalysis` is the whole library.

@_exported import Analyses
@_exported import BundledData
@_exported import Claims
@_exported import Consistency
@_exported import Distributions
@_exported import EffectSizes
@_exported import Figures
@_exported import Jobs
@_exported import LinearAlgebra
@_exported import MetaRegression
@_exported import Multiverse
@_exported import Optimization
@_exported import Pooling
@_exported import Rendering
@_exported import Reporting
@_exported import Sensitivity
@_exported import SmallStudyEffects
@_exported import StudyData
@_exported import Survival
