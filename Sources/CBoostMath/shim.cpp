#include "CBoostMath.h"
#include <boost/math/distributions/normal.hpp>
extern "C" double copse_normal_cumulative(double x) { return boost::math::cdf(boost::math::normal(), x); }
