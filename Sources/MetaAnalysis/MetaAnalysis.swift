@_exported import LinearAlgebra
@_exported import Optimization
@_exported import Distributions
@_exported import StudyData
@_exported import EffectSizes
@_exported import Pooling
@_exported import Figures
@_exported import Reporting
