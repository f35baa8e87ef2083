// Why scores are divided by √d_k: wide queries and keys have large products, of which the softmax is nearly
// one-hot and its gradient nearly 0 (Vaswani et al. 2017, section 3.2.1 and footnote 4).
#pragma once

#include <cstdint>
#include <vector>

namespace softlook {

inline constexpr int kMaxSaturationWidths = 64;

struct SaturationRequest {
  std::vector<int> widths;  // D: 1 to 64 of them, each 1 to kMaxWidth, in any order
  int keys = 16;            // n that each query looks at: 2 to kMaxTokens
  std::uint32_t seed = 7;   // of the queries and keys
};

/// Of the softmax of some scores, the mean over all queries.
struct Softness {
  float spread;    // the standard deviation of the scores, over all queries and keys
  float entropy;   // of a row of weights, in bits: log₂ n where all are alike, 0 where one has everything
  float gradient;  // the Frobenius norm of the softmax's Jacobian, diag(w) − w wᵀ
};

struct SaturationPoint {
  int width;
  Softness unscaled;  // of q · k, whose variance is D
  Softness scaled;    // of q · k / √D
};

/// A point for each width, in their order. 256 queries and 16 n keys are drawn, with independent components
/// of mean 0 and variance 1 (numbers/toy.h); narrower ones are the first components of wider ones, which
/// keeps the curve smooth. In float64, rounded once. Throws std::invalid_argument with a sentence: which
/// argument, its value, what was expected.
std::vector<SaturationPoint> saturation(const SaturationRequest& request);

}  // namespace softlook
