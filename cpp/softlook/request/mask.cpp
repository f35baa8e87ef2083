#include "softlook/request/mask.h"

#include <cstdlib>
#include <limits>

#include "softlook/numbers/matrix.h"

namespace softlook {

namespace {

bool mayLook(const Mask& mask, int query, int key, int keys) {
  const auto at = [](const std::optional<std::vector<std::uint8_t>>& list, int index) {
    return !list || (*list)[static_cast<std::size_t>(index)] != 0;
  };
  const bool tooLate = mask.causal && key > query;
  const bool tooEarly = mask.window && key < query - *mask.window;
  const bool inReach = key < mask.prefix || (!tooLate && !tooEarly);
  return inReach && at(mask.padding, key) && at(mask.allowed, query * keys + key);
}

}  // namespace

bool isPresent(const Mask& mask) {
  return mask.causal || mask.window || mask.prefix > 0 || mask.padding || mask.allowed || mask.bias;
}

Matrix maskMatrix(const Mask& mask, int queries, int keys, int first) {
  Matrix result = mask.bias ? lastRows(*mask.bias, queries) : zeros(queries, keys);
  for (int query = 0; query < queries; ++query) {
    for (int key = 0; key < keys; ++key) {
      if (!mayLook(mask, first + query, key, keys))
        result(query, key) = -std::numeric_limits<float>::infinity();
    }
  }
  return result;
}

Matrix patternMatrix(int reach, int globalTokens, int queries, int keys) {
  Matrix result = zeros(queries, keys);
  for (int query = globalTokens; query < queries; ++query) {
    for (int key = globalTokens; key < keys; ++key) {
      if (std::abs(query - key) > reach) result(query, key) = -std::numeric_limits<float>::infinity();
    }
  }
  return result;
}

}  // namespace softlook
