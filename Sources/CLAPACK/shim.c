#include "CLAPACK.h"

#include <cblas.h>
#include <lapacke.h>

_Static_assert(sizeof(blasint) == 4, "OpenBLAS must use 32-bit integers");
_Static_assert(sizeof(lapack_int) == 4, "LAPACKE must use 32-bit integers");

// Runs when the library is loaded, before any caller: one thread for the whole process.
__attribute__((constructor)) static void use_one_thread(void) { openblas_set_num_threads(1); }

void copse_multiply(int32_t m, int32_t n, int32_t k, const double *a, const double *b, double *c) {
  cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1.0, a, m, b, k, 0.0, c, m);
}

// The variant without LAPACKE's search for NaN, which would refuse an upper triangle that is not read.
int32_t copse_cholesky(int32_t n, double *a) { return LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', n, a, n); }

void copse_solve_lower(int32_t n, int32_t columns, const double *l, int32_t transpose, double *b) {
  cblas_dtrsm(
      CblasColMajor, CblasLeft, CblasLower, transpose ? CblasTrans : CblasNoTrans, CblasNonUnit, n, columns,
      1.0, l, n, b, n);
}

int32_t copse_pivoted_qr(int32_t m, int32_t n, double *a, int32_t *pivots, double *tau) {
  for (int32_t j = 0; j < n; j++) pivots[j] = 0;  // every column is free to move
  return LAPACKE_dgeqp3(LAPACK_COL_MAJOR, m, n, a, m, pivots, tau);
}

int32_t copse_apply_q_transposed(
    int32_t m, int32_t columns, int32_t k, const double *a, const double *tau, double *b) {
  return LAPACKE_dormqr(LAPACK_COL_MAJOR, 'L', 'T', m, columns, k, a, m, tau, b, m);
}

int32_t copse_symmetric_eigen(int32_t n, double *a, double *values) {
  return LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'L', n, a, n, values);
}
