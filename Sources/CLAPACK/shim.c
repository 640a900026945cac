#include "CLAPACK.h"
#include <cblas.h>
#include <lapacke.h>
int copse_lapack_int_bytes(void) { return (int)sizeof(lapack_int); }
