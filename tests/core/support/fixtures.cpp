#include "support/fixtures.h"

#include <algorithm>
#include <stdexcept>

namespace softlook::test {

Matrix matrixOf(const Json& json) {
  Matrix result(json.at("rows").get<int>(), json.at("cols").get<int>());
  const Json& data = json.at("data");
  if (data.size() != static_cast<std::size_t>(result.size())) throw std::runtime_error("a matrix has gaps");
  std::transform(data.begin(), data.end(), result.data(), realOf);
  return result;
}

namespace {

template <typename T>
void read(const Json& json, const char* field, T& into) {
  if (json.contains(field)) into = json.at(field).get<T>();
}
template <typename T>
void read(const Json& json, const char* field, std::optional<T>& into) {
  if (json.contains(field)) into = json.at(field).get<T>();
}

Weights weightsOf(const Json& json) {
  Weights weights;
  const auto read = [&](const std::string& name, std::optional<Matrix>& into) {
    if (json.contains(name)) into = matrixOf(json.at(name));
  };
  read("query", weights.query);
  read("key", weights.key);
  read("value", weights.value);
  read("output", weights.output);
  read("queryBias", weights.queryBias);
  read("keyBias", weights.keyBias);
  read("valueBias", weights.valueBias);
  read("outputBias", weights.outputBias);
  read("keyMixing", weights.keyMixing);
  read("valueMixing", weights.valueMixing);
  return weights;
}

std::vector<std::uint8_t> flagsOf(const Json& json) {
  const auto flags = json.get<std::vector<bool>>();
  return {flags.begin(), flags.end()};
}

Mask maskOf(const Json& json) {
  Mask mask;
  read(json, "causal", mask.causal);
  read(json, "window", mask.window);
  read(json, "prefix", mask.prefix);
  if (json.contains("padding")) mask.padding = flagsOf(json.at("padding"));
  if (json.contains("allowed")) mask.allowed = flagsOf(json.at("allowed"));
  if (json.contains("bias")) mask.bias = matrixOf(json.at("bias"));
  return mask;
}

Scale scaleOf(const Json& json) {
  if (json == "sqrt") return std::nullopt;
  return json == "none" ? 1.0F : json.get<float>();
}

Positions positionsOf(const std::string& name) {
  if (name == "sinusoidal") return Positions::sinusoidal;
  if (name == "rope") return Positions::rope;
  return name == "alibi" ? Positions::alibi : Positions::none;
}

Gradient gradientOf(const Json& json) {
  if (json.contains("upstream")) return {0, 0, matrixOf(json.at("upstream"))};
  return {json.at("row").get<int>(), json.at("column").get<int>(), std::nullopt};
}

}  // namespace

Request requestOf(const Json& json) {
  Request request;
  read(json, "tokens", request.tokens);
  read(json, "context", request.context);
  read(json, "projections", request.projections);
  read(json, "embedDim", request.embedDim);
  read(json, "numHeads", request.numHeads);
  read(json, "numKvHeads", request.numKvHeads);
  read(json, "headDim", request.headDim);
  read(json, "valueDim", request.valueDim);
  if (json.contains("embeddings")) request.embeddings = matrixOf(json.at("embeddings"));
  if (json.contains("contextEmbeddings")) request.contextEmbeddings = matrixOf(json.at("contextEmbeddings"));
  if (json.contains("weights")) request.weights = weightsOf(json.at("weights"));
  read(json, "outputProjection", request.outputProjection);
  if (json.contains("scale")) request.scale = scaleOf(json.at("scale"));
  if (json.contains("mask")) request.mask = maskOf(json.at("mask"));
  if (json.contains("positions")) request.positions = positionsOf(json.at("positions"));
  read(json, "softcap", request.softcap);
  read(json, "temperature", request.temperature);
  if (json.contains("gradient")) request.gradient = gradientOf(json.at("gradient"));
  if (json.contains("method")) request.method = methodNamed(json.at("method").get<std::string>());
  read(json, "rank", request.rank);
  read(json, "reach", request.reach);
  read(json, "globalTokens", request.globalTokens);
  read(json, "cachedTokens", request.cachedTokens);
  read(json, "seed", request.seed);
  return request;
}

}  // namespace softlook::test
