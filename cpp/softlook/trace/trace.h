// The trace: self-attention as an ordered list of stages, each with its numbers and where they came from.
//
// Vaswani et al. 2017, "Attention Is All You Need", equation 1: softmax(Q Kᵀ / √d_k) V, and section 3.2.2 for
// heads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "softlook/request/request.h"
#include "softlook/request/settings.h"
#include "softlook/stages/explanation.h"
#include "softlook/stages/stage.h"

namespace softlook {

/// Multiplications by the ways in which attention is computed, over all heads; 0 where a trace has no such
/// stage.
struct Costs {
  std::int64_t exact;      // scores to weights, and weights · V
  std::int64_t quadratic;  // similarities to quadraticOutput
  std::int64_t method;     // an approximation's other stages, to headOutput
  std::int64_t cached;     // with a cache, from newEmbeddings to output, less what the cache holds
  std::int64_t full;       // of fullOutput
};

struct Trace : Settings {
  std::vector<std::string> tokens;
  std::vector<std::string> context;  // empty in self-attention
  Costs costs;
  std::vector<Stage> stages;  // in the order they were computed: inputs before what is made of them

  /// The stage of that head; one that all heads share is found under every head.
  /// Throws std::invalid_argument naming the id where the trace has none.
  const Stage& stage(StageId id, int head = 0) const;
};

/// Runs attention and keeps every intermediate.
/// Throws std::invalid_argument with a sentence: which argument, its value, what was expected; also where a
/// stage overflows float32, so no trace holds NaN or +∞.
Trace trace(const Request& request);

/// How a cell of the trace came about. Throws std::invalid_argument when the trace has no such cell.
Explanation explain(const Trace& trace, const Cell& cell);

}  // namespace softlook
