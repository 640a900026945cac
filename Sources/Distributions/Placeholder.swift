// placeholder: Distributions
