// NaN and infinities are refused in whatever a request brings, with the index of the first.
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <utility>

#include "support/attending.h"
#include "support/complaints.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

constexpr int kRounds = 150;

struct Slot {
  std::string name;
  std::optional<Matrix>* matrix;
};

std::vector<Slot> slotsOf(Request& asked) {
  Weights& weights = asked.weights;
  return {{"embeddings", &asked.embeddings},
          {"contextEmbeddings", &asked.contextEmbeddings},
          {"weights.query", &weights.query},
          {"weights.key", &weights.key},
          {"weights.value", &weights.value},
          {"weights.output", &weights.output},
          {"weights.queryBias", &weights.queryBias},
          {"weights.keyBias", &weights.keyBias},
          {"weights.valueBias", &weights.valueBias},
          {"weights.outputBias", &weights.outputBias},
          {"mask.bias", &asked.mask.bias},
          {"gradient.upstream", asked.gradient ? &asked.gradient->upstream : nullptr}};
}

/// Puts the value somewhere into the matrix and NaN at the end, and asks what trace() says.
void expectTheFirstIsNamed(Request asked, std::size_t slot, float value, int at) {
  const Slot bad = slotsOf(asked)[slot];
  Matrix& matrix = **bad.matrix;
  matrix.data()[matrix.size() - 1] = kNaN;
  matrix.data()[at] = value;
  const auto columns = static_cast<int>(matrix.cols());
  const std::string start = bad.name + "[" + std::to_string(at) + "] (row " + std::to_string(at / columns) +
                            ", column " + std::to_string(at % columns) + ") is " +
                            (std::isnan(value) ? "NaN"
                             : value < 0       ? "-Infinity"
                                               : "Infinity") +
                            ", expected ";
  EXPECT_EQ(complaint([](Request&) {}, asked).rfind(start, 0), 0U) << start;
}

TEST(Finite, whatIsNotIsRefusedInEveryMatrixOfATrace) {
  Random random(9);
  std::set<std::string> seen;
  for (int round = 0; round < kRounds; ++round) {
    Request asked = randomRequest(random);
    const std::vector<Slot> slots = slotsOf(asked);
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].matrix == nullptr || !*slots[i].matrix) continue;
      seen.insert(slots[i].name);
      const int at = random.integer(0, static_cast<int>((*slots[i].matrix)->size()) - 1);
      for (const float value : {kNaN, -kMinusInfinity, kMinusInfinity}) {
        const bool allowed = slots[i].name == "mask.bias" && value == kMinusInfinity;
        if (!allowed) expectTheFirstIsNamed(asked, i, value, at);
      }
    }
  }
  EXPECT_EQ(seen.size(), 12U);
}

std::vector<std::pair<std::string, OwnedTensor*>> tensorsOf(Attending& asked) {
  std::vector<std::pair<std::string, OwnedTensor*>> tensors = {
      {"queries", &asked.queries}, {"keys", &asked.keys}, {"values", &asked.values}};
  if (asked.pastKeys) tensors.emplace_back("pastKeys", &*asked.pastKeys);
  if (asked.pastValues) tensors.emplace_back("pastValues", &*asked.pastValues);
  if (asked.bias) tensors.emplace_back("mask", &*asked.bias);
  return tensors;
}

/// The same of attend().
void expectTheFirstIsNamed(Attending& asked, const std::string& name, OwnedTensor& tensor, int at) {
  float& cell = tensor.data[static_cast<std::size_t>(at)];
  const float before = cell;
  const std::string start = name + ".data[" + std::to_string(at) + "] is ";
  cell = kNaN;
  EXPECT_EQ(complaintAbout(asked.request()).rfind(start + "NaN, expected ", 0), 0U) << start;
  cell = -kMinusInfinity;
  EXPECT_EQ(complaintAbout(asked.request()).rfind(start + "Infinity, expected ", 0), 0U) << start;
  cell = before;
}

TEST(Finite, whatIsNotIsRefusedInEveryTensorOfAttend) {
  Random random(10);
  std::set<std::string> seen;
  for (int round = 0; round < kRounds; ++round) {
    Attending asked = randomAttending(random);
    asked.packed = false;  // packed ones are checked in the order they lie in
    for (const auto& [name, tensor] : tensorsOf(asked)) {
      if (tensor->data.empty()) continue;
      const int at = random.integer(0, static_cast<int>(tensor->data.size()) - 1);
      expectTheFirstIsNamed(asked, name, *tensor, at);
      seen.insert(name);
    }
  }
  EXPECT_EQ(seen.size(), 6U);
}

}  // namespace
}  // namespace softlook::test
