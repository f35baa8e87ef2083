#include "support/fixtures.h"

#include <stdexcept>

namespace softlook::test {

Matrix matrixOf(const Json& json) {
  Matrix result(json.at("rows").integer(), json.at("cols").integer());
  const std::vector<Json>& data = json.at("data").array;
  if (data.size() != static_cast<std::size_t>(result.size())) throw std::runtime_error("a matrix has gaps");
  for (std::size_t i = 0; i < data.size(); ++i) result.data()[i] = data[i].real();
  return result;
}

std::vector<std::string> stringsOf(const Json& json) {
  std::vector<std::string> strings;
  for (const Json& item : json.array) strings.push_back(item.string);
  return strings;
}

namespace {

Weights weightsOf(const Json& json) {
  Weights weights;
  const auto read = [&](const std::string& name, std::optional<Matrix>& into) {
    if (json.has(name)) into = matrixOf(json.at(name));
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
  std::vector<std::uint8_t> flags;
  for (const Json& item : json.array) flags.push_back(item.boolean ? 1 : 0);
  return flags;
}

Mask maskOf(const Json& json) {
  Mask mask;
  if (json.has("causal")) mask.causal = json.at("causal").boolean;
  if (json.has("window")) mask.window = json.at("window").integer();
  if (json.has("prefix")) mask.prefix = json.at("prefix").integer();
  if (json.has("padding")) mask.padding = flagsOf(json.at("padding"));
  if (json.has("allowed")) mask.allowed = flagsOf(json.at("allowed"));
  if (json.has("bias")) mask.bias = matrixOf(json.at("bias"));
  return mask;
}

Scale scaleOf(const Json& json) {
  if (json.string == "sqrt") return std::nullopt;
  return json.string == "none" ? 1.0F : json.real();
}

Positions positionsOf(const std::string& name) {
  if (name == "sinusoidal") return Positions::sinusoidal;
  if (name == "rope") return Positions::rope;
  return name == "alibi" ? Positions::alibi : Positions::none;
}

Gradient gradientOf(const Json& json) {
  if (json.has("upstream")) return {0, 0, matrixOf(json.at("upstream"))};
  return {json.at("row").integer(), json.at("column").integer(), std::nullopt};
}

}  // namespace

Request requestOf(const Json& json) {
  Request request;
  request.tokens = stringsOf(json.at("tokens"));
  if (json.has("context")) request.context = stringsOf(json.at("context"));
  if (json.has("projections")) request.projections = json.at("projections").boolean;
  request.embedDim = json.at("embedDim").integer();
  if (json.has("numHeads")) request.numHeads = json.at("numHeads").integer();
  if (json.has("numKvHeads")) request.numKvHeads = json.at("numKvHeads").integer();
  if (json.has("headDim")) request.headDim = json.at("headDim").integer();
  if (json.has("valueDim")) request.valueDim = json.at("valueDim").integer();
  if (json.has("embeddings")) request.embeddings = matrixOf(json.at("embeddings"));
  if (json.has("contextEmbeddings")) request.contextEmbeddings = matrixOf(json.at("contextEmbeddings"));
  if (json.has("weights")) request.weights = weightsOf(json.at("weights"));
  if (json.has("outputProjection")) request.outputProjection = json.at("outputProjection").boolean;
  if (json.has("scale")) request.scale = scaleOf(json.at("scale"));
  if (json.has("mask")) request.mask = maskOf(json.at("mask"));
  if (json.has("positions")) request.positions = positionsOf(json.at("positions").string);
  if (json.has("softcap")) request.softcap = json.at("softcap").real();
  if (json.has("temperature")) request.temperature = json.at("temperature").real();
  if (json.has("gradient")) request.gradient = gradientOf(json.at("gradient"));
  if (json.has("method")) request.method = methodNamed(json.at("method").string);
  if (json.has("rank")) request.rank = json.at("rank").integer();
  if (json.has("reach")) request.reach = json.at("reach").integer();
  if (json.has("globalTokens")) request.globalTokens = json.at("globalTokens").integer();
  if (json.has("cachedTokens")) request.cachedTokens = json.at("cachedTokens").integer();
  if (json.has("seed")) request.seed = static_cast<std::uint32_t>(json.at("seed").number);
  return request;
}

}  // namespace softlook::test
