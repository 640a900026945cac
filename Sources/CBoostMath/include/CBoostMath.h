#pragma once
#ifdef __cplusplus
extern "C" {
#endif
double copse_normal_cumulative(double x);
double copse_integrate(double (*function)(double, void *), void *context, double lower, double upper);
#ifdef __cplusplus
}
#endif
