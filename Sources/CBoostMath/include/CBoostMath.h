#pragma once
#ifdef __cplusplus
extern "C" {
#endif
double copse_normal_cumulative(double x);
#ifdef __cplusplus
}
#endif
