// The arithmetic: the few loops over numbers that attention consists of.
//
// Sums run in ascending order of the summed index, in float32, so that explain() can repeat each of them to
// the last bit and all platforms agree on it.
#pragma once

#include "softlook/request.h"

namespace softlook {

/// left · right: (n, k) · (k, m) = (n, m).
Matrix product(const Matrix& left, const Matrix& right);

/// left · rightᵀ: (n, k) · (m, k)ᵀ = (n, m).
Matrix productTransposed(const Matrix& left, const Matrix& right);

/// sum += left · right, which goes on adding where the sum stands; of as many rows of `left` as it has.
void addProduct(Matrix& sum, const Matrix& left, const Matrix& right);

/// The last `count` rows.
Matrix lastRows(const Matrix& from, int count);

/// eˣ for x ≤ 0, rounded once from float64. 0 for −∞.
float exponential(float x);

/// cap · tanh(x / cap), rounded once from float64: near x for small x, never beyond ±cap.
float softcapped(float x, float cap);

/// Its derivative, 1 − tanh²(x / cap).
float softcapSlope(float x, float cap);

/// The parts of one softmax: weight j = exponential(score j − max) / sum. Subtracting the maximum keeps it
/// from overflowing (Goodfellow et al. 2016, Deep Learning, section 4.1). A row of −∞ has max −∞, sum 0,
/// weights 0.
struct RowSoftmax {
  float max;
  double sum;  // float64: so that the weights of 512 keys still sum to 1 within float32's precision
  float weight(float exponential) const;
};

/// Of `count` scores, each finite or −∞; writes the exponentials, one a score, to `exponentials`.
RowSoftmax rowSoftmax(const float* scores, int count, float* exponentials);

/// The entropy of `count` weights in bits, −Σ w log₂ w, rounded once from float64 (Shannon 1948, "A
/// Mathematical Theory of Communication", section 6). Weights of 0 add nothing, nor do negative ones.
float entropy(const float* weights, int count);

/// Σ_k w_k g_k of a row, in float64.
double rowDot(const float* weights, const float* gradients, int count);

/// One cell of the softmax's transposed Jacobian diag(w) − w wᵀ times g: w_j (g_j − Σ_k w_k g_k), rounded
/// once from float64 since the difference may cancel.
float softmaxSlope(float weight, float gradient, double dot);

}  // namespace softlook
