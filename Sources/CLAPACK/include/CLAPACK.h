#pragma once
int copse_lapack_int_bytes(void);
