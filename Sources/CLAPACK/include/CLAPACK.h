// The few calls of BLAS and LAPACK that Copse uses, with fixed-width integers and no complex types.
//
// All matrices are dense, column-major, with leading dimension = number of rows. The functions of LAPACK
// return its `info`: 0 for success, > 0 for a failure that the data cause, < 0 for a wrong argument or lack
// of memory. OpenBLAS is held to one thread, so that results are the same to the bit in each run.
#pragma once

#include <stdint.h>

// c (m × n) = a (m × k) · b (k × n).
void copse_multiply(int32_t m, int32_t n, int32_t k, const double *a, const double *b, double *c);

// Cholesky A = L·Lᵀ in place of the lower triangle of a (n × n). info = i: leading minor i (from 1) is not
// positive.
int32_t copse_cholesky(int32_t n, double *a);

// Solves op(L)·X = B in place of b (n × columns); L is the lower triangle of l (n × n).
void copse_solve_lower(int32_t n, int32_t columns, const double *l, int32_t transpose, double *b);

// QR with column pivoting, A·P = Q·R, in place of a (m × n). pivots[j] = original column (from 1) now at j;
// tau has min(m, n) entries.
int32_t copse_pivoted_qr(int32_t m, int32_t n, double *a, int32_t *pivots, double *tau);

// b = Qᵀ·b for the k reflectors that copse_pivoted_qr left in a (m rows); b is m × columns.
int32_t copse_apply_q_transposed(
    int32_t m, int32_t columns, int32_t k, const double *a, const double *tau, double *b);

// Eigenvalues (ascending) into values, eigenvectors into the columns of a (n × n; lower triangle read).
int32_t copse_symmetric_eigen(int32_t n, double *a, double *values);
