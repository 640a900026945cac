#include "CBoostMath.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>

extern "C" double copse_integrate(
    double (*function)(double, void *), void *context, double lower, double upper) noexcept {
  try {
    auto integrand = [=](double x) { return function(x, context); };
    return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
        integrand, lower, upper, 12, 1e-12);
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}
