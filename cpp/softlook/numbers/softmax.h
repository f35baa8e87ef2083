// A row of scores as weights, and what weights tell.
#pragma once

namespace softlook {

/// eˣ for x ≤ 0, rounded once from float64. 0 for −∞.
float exponential(float x);

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

}  // namespace softlook
