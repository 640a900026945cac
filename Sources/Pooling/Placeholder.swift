// placeholder: Pooling
