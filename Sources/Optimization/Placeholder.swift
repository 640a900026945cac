// placeholder: Optimization
