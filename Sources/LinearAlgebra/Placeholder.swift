// placeholder: LinearAlgebra
