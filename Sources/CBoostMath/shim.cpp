#include "CBoostMath.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace {

namespace math = boost::math;
namespace policies = boost::math::policies;

// Every kind of error is named, so that no default (which is to throw) is left.
template <bool promote>
using Policy = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>, policies::promote_float<false>,
    policies::promote_double<promote>>;

// In double: accurate to the conditioning of the function. In long double (where the machine has a wider
// one): needed wherever the incomplete beta function is taken with large parameters (without it, relative
// errors of 2e-12 at alpha = 20000 and 5e-7 at alpha = 11, beta = 120 deep in the tail), and nearly free
// for the incomplete gamma function.
using Double = Policy<false>;
using Extended = Policy<true>;

}  // namespace

// Density and tails by one policy, quantiles by another.
#define COPSE_DEFINE(name, distribution, Tails, Quantiles, PARAMETERS, ARGUMENTS)                        \
  double copse_##name##_density PARAMETERS noexcept {                                                    \
    return math::pdf(math::distribution<double, Tails> ARGUMENTS, x);                                    \
  }                                                                                                      \
  double copse_##name##_cumulative PARAMETERS noexcept {                                                 \
    return math::cdf(math::distribution<double, Tails> ARGUMENTS, x);                                    \
  }                                                                                                      \
  double copse_##name##_upper_tail PARAMETERS noexcept {                                                 \
    return math::cdf(math::complement(math::distribution<double, Tails> ARGUMENTS, x));                  \
  }                                                                                                      \
  double copse_##name##_quantile PARAMETERS noexcept {                                                   \
    return math::quantile(math::distribution<double, Quantiles> ARGUMENTS, x);                           \
  }                                                                                                      \
  double copse_##name##_upper_quantile PARAMETERS noexcept {                                             \
    return math::quantile(math::complement(math::distribution<double, Quantiles> ARGUMENTS, x));         \
  }

#define COPSE_DEFINE_1(name, distribution, Tails, Quantiles) \
  COPSE_DEFINE(name, distribution, Tails, Quantiles, (double x, double a), (a))
#define COPSE_DEFINE_2(name, distribution, Tails, Quantiles) \
  COPSE_DEFINE(name, distribution, Tails, Quantiles, (double x, double a, double b), (a, b))

#define COPSE_DEFINE_DISCRETE(name, distribution, PARAMETERS, ARGUMENTS)                   \
  double copse_##name##_probability PARAMETERS noexcept {                                  \
    return math::pdf(math::distribution<double, Extended> ARGUMENTS, k);                   \
  }                                                                                        \
  double copse_##name##_cumulative PARAMETERS noexcept {                                   \
    return math::cdf(math::distribution<double, Extended> ARGUMENTS, k);                   \
  }                                                                                        \
  double copse_##name##_upper_tail PARAMETERS noexcept {                                   \
    return math::cdf(math::complement(math::distribution<double, Extended> ARGUMENTS, k)); \
  }

extern "C" {

COPSE_DEFINE_1(student_t, students_t_distribution, Double, Double)
COPSE_DEFINE_1(chi_squared, chi_squared_distribution, Extended, Double)
COPSE_DEFINE_2(f, fisher_f_distribution, Extended, Double)
COPSE_DEFINE_2(beta, beta_distribution, Extended, Double)
COPSE_DEFINE_2(gamma, gamma_distribution, Extended, Double)

COPSE_DEFINE_DISCRETE(binomial, binomial_distribution, (double k, double n, double p), (n, p))
COPSE_DEFINE_DISCRETE(poisson, poisson_distribution, (double k, double mean), (mean))
COPSE_DEFINE_DISCRETE(
    hypergeometric, hypergeometric_distribution,
    (uint32_t k, uint32_t population, uint32_t successes, uint32_t draws), (successes, draws, population))

// P(X <= x) = erfc(-x/√2)/2. Rounding x/√2 to a double alone costs x² ulps (1e-13 at x = -37), so the
// remainder of the division is carried to first order: erfc(t + r) = erfc(t) - r · 2/√π · exp(-t²).
double copse_normal_cumulative(double x) noexcept {
  const double high = 0.7071067811865476, low = -4.833646656726457e-17;  // 1/√2 = high + low
  const double two_over_root_pi = 1.1283791670955126;
  const double t = -x * high;
  const double r = std::fma(-x, high, -t) - x * low;
  const double correction = std::isfinite(t) ? r * two_over_root_pi * std::exp(-t * t) : 0;
  return 0.5 * (math::erfc(t, Double()) - correction);
}

double copse_normal_quantile(double p) noexcept {
  return -1.4142135623730951 * math::erfc_inv(2 * p, Double());
}

double copse_log_gamma(double x) noexcept { return math::lgamma(x, Extended()); }

}  // extern "C"
