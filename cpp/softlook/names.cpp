// The names of stages, operations, axes and origins, as the JavaScript interface and the CLI spell them.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "softlook/trace.h"

namespace softlook {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 21> kStages = {"embeddings",    "contextEmbeddings",
                                                      "queryWeights",  "keyWeights",
                                                      "valueWeights",  "queryBias",
                                                      "keyBias",       "valueBias",
                                                      "queries",       "keys",
                                                      "values",        "scores",
                                                      "scaledScores",  "mask",
                                                      "maskedScores",  "weights",
                                                      "headOutput",    "concatenated",
                                                      "outputWeights", "outputBias",
                                                      "output"};
constexpr std::array<std::string_view, 8> kOperations = {"input", "copy", "product", "productTransposed",
                                                         "scale", "mask", "softmax", "concatenate"};
constexpr std::array<std::string_view, 7> kAxes = {"queryToken",  "keyToken",     "embeddingFeature",
                                                   "headFeature", "valueFeature", "concatenatedFeature",
                                                   "single"};
constexpr std::array<std::string_view, 5> kOrigins = {"plain", "toy", "trained", "loaded", "edited"};

static_assert(kStages.size() == static_cast<std::size_t>(StageId::output) + 1);
static_assert(kOperations.size() == static_cast<std::size_t>(Operation::concatenate) + 1);
static_assert(kAxes.size() == static_cast<std::size_t>(Axis::single) + 1);
static_assert(kOrigins.size() == static_cast<std::size_t>(Origin::edited) + 1);

}  // namespace

std::string_view name(StageId id) { return kStages.at(static_cast<std::size_t>(id)); }
std::string_view name(Operation operation) { return kOperations.at(static_cast<std::size_t>(operation)); }
std::string_view name(Axis axis) { return kAxes.at(static_cast<std::size_t>(axis)); }
std::string_view name(Origin origin) { return kOrigins.at(static_cast<std::size_t>(origin)); }

StageId stageId(std::string_view name) {
  const auto* const found = std::find(kStages.begin(), kStages.end(), name);
  if (found != kStages.end()) return static_cast<StageId>(found - kStages.begin());
  std::string known;
  for (const std::string_view stage : kStages) known += (known.empty() ? "" : ", ") + std::string(stage);
  throw std::invalid_argument("stage is \"" + std::string(name) + "\", expected one of " + known);
}

}  // namespace softlook
