// placeholder: EffectSizes
