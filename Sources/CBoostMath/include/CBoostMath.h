// Distribution functions of Boost.Math behind a plain C interface.
//
// No function throws: an argument outside the domain gives NaN, an overflow gives infinity, an underflow 0.
// All are pure and safe to call from several threads. The Swift room `Distributions` holds the meaning of
// the arguments, the limits of the support and the preconditions; this header only names the calls.
//
//   density        f(x), or P(X = k) for the discrete distributions
//   cumulative     P(X <= x)
//   upper_tail     P(X > x), computed without subtraction from 1
//   quantile       the x with P(X <= x) = p
//   upper_quantile the x with P(X > x) = p
#pragma once

#include <stdint.h>

#ifdef __cplusplus
#define COPSE_NOEXCEPT noexcept
extern "C" {
#else
#define COPSE_NOEXCEPT
#endif

#define COPSE_CONTINUOUS_1(name, a)                                          \
  double copse_##name##_density(double x, double a) COPSE_NOEXCEPT;          \
  double copse_##name##_cumulative(double x, double a) COPSE_NOEXCEPT;       \
  double copse_##name##_upper_tail(double x, double a) COPSE_NOEXCEPT;       \
  double copse_##name##_quantile(double p, double a) COPSE_NOEXCEPT;         \
  double copse_##name##_upper_quantile(double p, double a) COPSE_NOEXCEPT;

#define COPSE_CONTINUOUS_2(name, a, b)                                             \
  double copse_##name##_density(double x, double a, double b) COPSE_NOEXCEPT;      \
  double copse_##name##_cumulative(double x, double a, double b) COPSE_NOEXCEPT;   \
  double copse_##name##_upper_tail(double x, double a, double b) COPSE_NOEXCEPT;   \
  double copse_##name##_quantile(double p, double a, double b) COPSE_NOEXCEPT;     \
  double copse_##name##_upper_quantile(double p, double a, double b) COPSE_NOEXCEPT;

COPSE_CONTINUOUS_1(student_t, df)
COPSE_CONTINUOUS_1(chi_squared, df)
COPSE_CONTINUOUS_2(f, df1, df2)
COPSE_CONTINUOUS_2(beta, alpha, beta)
COPSE_CONTINUOUS_2(gamma, shape, scale)

double copse_normal_cumulative(double x) COPSE_NOEXCEPT;  // standard normal
double copse_normal_quantile(double p) COPSE_NOEXCEPT;

double copse_binomial_probability(double k, double trials, double probability) COPSE_NOEXCEPT;
double copse_binomial_cumulative(double k, double trials, double probability) COPSE_NOEXCEPT;
double copse_binomial_upper_tail(double k, double trials, double probability) COPSE_NOEXCEPT;

double copse_poisson_probability(double k, double mean) COPSE_NOEXCEPT;
double copse_poisson_cumulative(double k, double mean) COPSE_NOEXCEPT;
double copse_poisson_upper_tail(double k, double mean) COPSE_NOEXCEPT;

double copse_hypergeometric_probability(
    uint32_t k, uint32_t population, uint32_t successes, uint32_t draws) COPSE_NOEXCEPT;
double copse_hypergeometric_cumulative(
    uint32_t k, uint32_t population, uint32_t successes, uint32_t draws) COPSE_NOEXCEPT;
double copse_hypergeometric_upper_tail(
    uint32_t k, uint32_t population, uint32_t successes, uint32_t draws) COPSE_NOEXCEPT;

double copse_log_gamma(double x) COPSE_NOEXCEPT;                        // log |gamma(x)|

// The integral of function(x, context) from lower to upper.
double copse_integrate(double (*function)(double, void *), void *context, double lower, double upper) COPSE_NOEXCEPT;

#ifdef __cplusplus
}
#endif
