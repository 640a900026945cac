// placeholder: Reporting
