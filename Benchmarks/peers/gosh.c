/* All subsets of studies as a plain loop in C: for each mask direct sums over its members. Common effect; DerSimonian-Laird
   with its weighted mean; REML by Fisher scoring from there to a relative change of 1e-10.

     gosh FILE ROUNDS        (FILE: yi,vi with a header)

   Prints nanoseconds of CPU per subset (the fastest round) and the means of the estimates and of tau-squared. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double y[64], v[64];
static int k;
static double *estimate, *tau2s, *qs, *i2s;
static long slow;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void common(void) {
  for (unsigned long mask = 1; mask < 1UL << k; mask++) {
    double sw = 0, swy = 0, q = 0;
    int n = 0;
    for (int i = 0; i < k; i++) if (mask >> i & 1) { double w = 1 / v[i]; sw += w; swy += w * y[i]; n++; }
    double mu = swy / sw;
    for (int i = 0; i < k; i++) if (mask >> i & 1) { double e = y[i] - mu; q += e * e / v[i]; }
    estimate[mask] = mu;
    qs[mask] = q;
    i2s[mask] = q > n - 1 ? (q - (n - 1)) / q : 0;
    tau2s[mask] = 0;
  }
}

/* DL's tau-squared; fills in Q, and gives sum w and sum w^2. */
static double moments(unsigned long mask, int *n, double *c) {
  double sw = 0, sw2 = 0, swy = 0, q = 0;
  *n = 0;
  for (int i = 0; i < k; i++)
    if (mask >> i & 1) { double w = 1 / v[i]; sw += w; sw2 += w * w; swy += w * y[i]; ++*n; }
  double mu = swy / sw;
  for (int i = 0; i < k; i++) if (mask >> i & 1) { double e = y[i] - mu; q += e * e / v[i]; }
  qs[mask] = q;
  *c = sw - sw2 / sw;
  if (*n < 2) return 0;
  double tau2 = (q - (*n - 1)) / *c;
  return tau2 > 0 ? tau2 : 0;
}

static void dl(void) {
  for (unsigned long mask = 1; mask < 1UL << k; mask++) {
    int n;
    double c, tau2 = moments(mask, &n, &c), sw = 0, swy = 0;
    for (int i = 0; i < k; i++) if (mask >> i & 1) { double w = 1 / (v[i] + tau2); sw += w; swy += w * y[i]; }
    estimate[mask] = swy / sw;
    tau2s[mask] = tau2;
    i2s[mask] = n < 2 ? 0 : tau2 * c / (n - 1 + tau2 * c);
  }
}

static void reml(void) {
  slow = 0;
  for (unsigned long mask = 1; mask < 1UL << k; mask++) {
    int n, pass;
    double c, tau2 = moments(mask, &n, &c), mu = 0;
    for (pass = 0; pass < 500; pass++) {
      double sw = 0, sw2 = 0, sw3 = 0, swy = 0, f = 0;
      for (int i = 0; i < k; i++)
        if (mask >> i & 1) {
          double w = 1 / (v[i] + tau2), w2 = w * w;
          sw += w; sw2 += w2; sw3 += w2 * w; swy += w * y[i];
        }
      mu = swy / sw;
      if (n < 2) break;
      for (int i = 0; i < k; i++)
        if (mask >> i & 1) { double w = 1 / (v[i] + tau2), e = w * (y[i] - mu); f += e * e; }
      double step = (f - (sw - sw2 / sw)) / (sw2 - 2 * sw3 / sw + sw2 * sw2 / (sw * sw));
      double next = tau2 + step > 0 ? tau2 + step : 0;
      int done = fabs(next - tau2) <= 1e-10 * next;
      tau2 = next;
      if (done) break;
    }
    if (pass == 500) slow++;
    estimate[mask] = mu;
    tau2s[mask] = tau2;
    i2s[mask] = n < 2 ? 0 : tau2 * c / (n - 1 + tau2 * c);
  }
}

int main(int count, char **words) {
  if (count < 3) return 64;
  FILE *file = fopen(words[1], "r");
  char line[256];
  if (!file || !fgets(line, sizeof line, file)) return 66;
  while (k < 30 && fscanf(file, "%lf,%lf", &y[k], &v[k]) == 2) k++;
  size_t size = (1UL << k) * sizeof(double);
  estimate = malloc(size); tau2s = malloc(size); qs = malloc(size); i2s = malloc(size);
  void (*work[])(void) = {common, dl, reml};
  const char *names[] = {"EE", "DL", "REML"};
  double subsets = (double)((1UL << k) - 1);
  printf("estimator,nanoseconds,mean_estimate,mean_tau2,not_converged\n");
  for (int m = 0; m < 3; m++) {
    double best = INFINITY, sum = 0, tau = 0;
    for (int round = 0; round < atoi(words[2]); round++) {
      double start = now();
      work[m]();
      double time = now() - start;
      if (time < best) best = time;
    }
    for (unsigned long mask = 1; mask < 1UL << k; mask++) { sum += estimate[mask]; tau += tau2s[mask]; }
    printf("%s,%.3f,%.15g,%.15g,%ld\n", names[m], best * 1e9 / subsets, sum / subsets, tau / subsets, m == 2 ? slow : 0);
  }
  return 0;
}
