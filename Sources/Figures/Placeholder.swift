// placeholder: Figures
