// The names of stages, operations, axes and origins, as the JavaScript interface and the CLI spell them.
#include <algorithm>
#include <array>

#include "softlook/complain.h"
#include "softlook/trace.h"

namespace softlook {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 87> kStages = {"embeddings",
                                                      "contextEmbeddings",
                                                      "positions",
                                                      "contextPositions",
                                                      "positionedEmbeddings",
                                                      "positionedContext",
                                                      "newEmbeddings",
                                                      "queryWeights",
                                                      "keyWeights",
                                                      "valueWeights",
                                                      "queryBias",
                                                      "keyBias",
                                                      "valueBias",
                                                      "queries",
                                                      "cachedKeys",
                                                      "cachedValues",
                                                      "newKeys",
                                                      "newValues",
                                                      "keys",
                                                      "values",
                                                      "rotatedQueries",
                                                      "rotatedKeys",
                                                      "scores",
                                                      "scaledScores",
                                                      "cappedScores",
                                                      "positionBias",
                                                      "biasedScores",
                                                      "mask",
                                                      "maskedScores",
                                                      "temperedScores",
                                                      "weights",
                                                      "exactOutput",
                                                      "queryFeatures",
                                                      "keyFeatures",
                                                      "similarities",
                                                      "maskedSimilarities",
                                                      "linearWeights",
                                                      "quadraticOutput",
                                                      "keyValueState",
                                                      "keySum",
                                                      "numerators",
                                                      "denominators",
                                                      "keyMixing",
                                                      "valueMixing",
                                                      "mixedKeys",
                                                      "mixedValues",
                                                      "lowRankScores",
                                                      "lowRankScaledScores",
                                                      "lowRankWeights",
                                                      "pattern",
                                                      "localScores",
                                                      "localWeights",
                                                      "headOutput",
                                                      "outputDifference",
                                                      "concatenated",
                                                      "outputWeights",
                                                      "outputBias",
                                                      "output",
                                                      "fullOutput",
                                                      "decodeDifference",
                                                      "outputGradient",
                                                      "outputBiasGradient",
                                                      "outputWeightsGradient",
                                                      "concatenatedGradient",
                                                      "headOutputGradient",
                                                      "weightsGradient",
                                                      "temperedScoresGradient",
                                                      "maskedScoresGradient",
                                                      "biasedScoresGradient",
                                                      "cappedScoresGradient",
                                                      "scaledScoresGradient",
                                                      "scoresGradient",
                                                      "rotatedKeysGradient",
                                                      "rotatedQueriesGradient",
                                                      "valuesGradient",
                                                      "keysGradient",
                                                      "queriesGradient",
                                                      "valueBiasGradient",
                                                      "keyBiasGradient",
                                                      "queryBiasGradient",
                                                      "valueWeightsGradient",
                                                      "keyWeightsGradient",
                                                      "queryWeightsGradient",
                                                      "positionedContextGradient",
                                                      "positionedEmbeddingsGradient",
                                                      "contextEmbeddingsGradient",
                                                      "embeddingsGradient"};
constexpr std::array<std::string_view, 29> kOperations = {"input",
                                                          "copy",
                                                          "product",
                                                          "productTransposed",
                                                          "scale",
                                                          "mask",
                                                          "softmax",
                                                          "concatenate",
                                                          "add",
                                                          "sinusoid",
                                                          "rotate",
                                                          "alibi",
                                                          "softcap",
                                                          "divide",
                                                          "transposedProduct",
                                                          "columnSums",
                                                          "split",
                                                          "softmaxGradient",
                                                          "softcapGradient",
                                                          "rotateBack",
                                                          "features",
                                                          "hide",
                                                          "normalize",
                                                          "runningStates",
                                                          "runningSums",
                                                          "stateProduct",
                                                          "rowProduct",
                                                          "subtract",
                                                          "stack"};
constexpr std::array<std::string_view, 9> kAxes = {"queryToken",  "keyToken",     "embeddingFeature",
                                                   "headFeature", "valueFeature", "concatenatedFeature",
                                                   "single",      "mixedKey",     "keyTokenFeature"};
constexpr std::array<std::string_view, 5> kOrigins = {"plain", "toy", "trained", "loaded", "edited"};

constexpr std::array<std::string_view, 4> kPositions = {"none", "sinusoidal", "rope", "alibi"};
constexpr std::array<std::string_view, 4> kMethods = {"softmax", "linear", "lowRank", "localGlobal"};

static_assert(kStages.size() == static_cast<std::size_t>(StageId::embeddingsGradient) + 1);
static_assert(kOperations.size() == static_cast<std::size_t>(Operation::stack) + 1);
static_assert(kAxes.size() == static_cast<std::size_t>(Axis::keyTokenFeature) + 1);
static_assert(kOrigins.size() == static_cast<std::size_t>(Origin::edited) + 1);
static_assert(kPositions.size() == static_cast<std::size_t>(Positions::alibi) + 1);
static_assert(kMethods.size() == static_cast<std::size_t>(Method::localGlobal) + 1);

/// The place of a name. `what` says what the names are of; gradients are listed as `remark` says.
std::size_t placeOf(const std::string_view* names, std::size_t count, const char* what, std::string_view name,
                    const char* remark = "") {
  const std::string_view* const found = std::find(names, names + count, name);
  if (found != names + count) return static_cast<std::size_t>(found - names);
  std::string known;
  for (std::size_t i = 0; i < count; ++i) {
    if (names[i].find("Gradient") != std::string_view::npos) continue;
    known += (known.empty() ? "" : ", ") + std::string(names[i]);
  }
  reject(what, '"' + std::string(name) + '"', "one of " + known + remark);
}

}  // namespace

std::string_view name(StageId id) { return kStages.at(static_cast<std::size_t>(id)); }
std::string_view name(Operation operation) { return kOperations.at(static_cast<std::size_t>(operation)); }
std::string_view name(Axis axis) { return kAxes.at(static_cast<std::size_t>(axis)); }
std::string_view name(Origin origin) { return kOrigins.at(static_cast<std::size_t>(origin)); }

StageId stageId(std::string_view name) {
  constexpr const char* kRemark = ", or such a stage's Gradient";
  return static_cast<StageId>(placeOf(kStages.data(), kStages.size(), "stage", name, kRemark));
}

Positions positionsNamed(std::string_view name) {
  return static_cast<Positions>(placeOf(kPositions.data(), kPositions.size(), "positions", name));
}

Method methodNamed(std::string_view name) {
  return static_cast<Method>(placeOf(kMethods.data(), kMethods.size(), "method", name));
}

}  // namespace softlook
