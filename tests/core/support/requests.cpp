#include "support/requests.h"

#include <algorithm>
#include <cmath>

namespace softlook::test {

Matrix Random::matrix(int rows, int columns, float spread) {
  Matrix result(rows, columns);
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) result(row, column) = real(spread);
  }
  return result;
}

std::vector<std::string> someTokens(int count) {
  std::vector<std::string> tokens;
  for (int i = 0; i < count; ++i) tokens.push_back("w" + std::to_string(i));
  return tokens;
}

namespace {

void drawWeights(Random& random, Request& request) {
  const int heads = request.numHeads;
  const int kvHeads = request.numKvHeads.value_or(heads);
  const int headDim = request.headDim.value_or(request.embedDim / heads);
  const int valueDim = request.valueDim.value_or(headDim);
  const bool projects = request.outputProjection.value_or(heads > 1);
  // Twice the spread of a variance of 1 / embedDim, for scores that differ.
  const float spread = 2 * std::sqrt(3.0F / static_cast<float>(request.embedDim));
  const auto draw = [&](std::optional<Matrix>& matrix, int rows, int columns) {
    if (random.coin()) matrix = random.matrix(rows, columns, spread);
  };
  Weights& weights = request.weights;
  draw(weights.query, request.embedDim, heads * headDim);
  draw(weights.key, request.embedDim, kvHeads * headDim);
  draw(weights.value, request.embedDim, kvHeads * valueDim);
  draw(weights.queryBias, 1, heads * headDim);
  draw(weights.keyBias, 1, kvHeads * headDim);
  draw(weights.valueBias, 1, kvHeads * valueDim);
  if (!projects) return;
  draw(weights.output, heads * valueDim, request.embedDim);
  draw(weights.outputBias, 1, request.embedDim);
}

void drawHeads(Random& random, Request& request) {
  request.numHeads = random.integer(1, 8);
  const int group = random.integer(1, request.numHeads);
  if (request.numHeads % group == 0) request.numKvHeads = request.numHeads / group;
  if (random.coin() || request.embedDim % request.numHeads != 0) request.headDim = random.integer(1, 9);
  if (random.coin()) request.valueDim = random.integer(1, 9);
  if (random.coin()) request.outputProjection = random.coin();
}

void drawMask(Random& random, Request& request) {
  Mask& mask = request.mask;
  const auto queries = static_cast<int>(request.tokens.size());
  const auto keys = static_cast<int>(request.context.value_or(request.tokens).size());
  const auto flags = [&](int count) {
    std::vector<std::uint8_t> result;
    for (int i = 0; i < count; ++i) result.push_back(random.integer(0, 3) > 0 ? 1 : 0);
    return result;
  };
  mask.causal = random.coin();
  if (random.integer(0, 3) == 0) mask.window = random.integer(0, keys);
  if (random.integer(0, 3) == 0) mask.prefix = random.integer(0, keys);
  if (random.integer(0, 3) == 0) mask.padding = flags(keys);
  if (random.integer(0, 3) == 0) mask.allowed = flags(queries * keys);
  if (random.integer(0, 3) == 0) mask.bias = random.matrix(queries, keys, 2);
}

void drawScoring(Random& random, Request& request) {
  const int headDim = request.headDim.value_or(request.embedDim / request.numHeads);
  const int choice = random.integer(0, 8);  // none in half the cases
  if (choice == 1) request.positions = Positions::sinusoidal;
  if (choice == 2 && headDim % 2 == 0) request.positions = Positions::rope;
  if (choice == 3) request.positions = Positions::alibi;
  if (random.integer(0, 3) == 0) request.scale = random.real(2);
  if (random.integer(0, 3) == 0) request.softcap = 0.1F + std::abs(random.real(3));
  if (random.integer(0, 3) == 0) request.temperature = 0.1F + std::abs(random.real(3));
}

void drawGradient(Random& random, Request& request) {
  const int headDim = request.headDim.value_or(request.embedDim / request.numHeads);
  const int valueDim = request.valueDim.value_or(headDim);
  const bool projects = request.outputProjection.value_or(request.numHeads > 1);
  const int columns = projects ? request.embedDim : request.numHeads * valueDim;
  const auto rows = static_cast<int>(request.tokens.size());
  if (random.coin()) {
    request.gradient = {random.integer(0, rows - 1), random.integer(0, columns - 1), std::nullopt};
  } else {
    request.gradient = {0, 0, random.matrix(rows, columns, 1)};
  }
}

/// Another method than softmax in a third of the cases, with what it does not take left out.
void drawMethod(Random& random, Request& request) {
  const auto keys = static_cast<int>(request.context.value_or(request.tokens).size());
  const int choice = random.integer(0, 8);
  if (choice == 1) {
    request.method = Method::linear;
    Mask causal;
    causal.causal = request.mask.causal;
    request.mask = causal;
  }
  if (choice == 2) {
    request.method = Method::lowRank;
    request.mask = {};
    if (request.positions == Positions::alibi) request.positions = Positions::none;
    request.softcap = std::nullopt;
    request.temperature = 1;
    if (random.coin()) request.rank = random.integer(1, keys);
    const int rank = request.rank.value_or(std::min(4, (keys + 1) / 2));
    if (random.coin()) request.weights.keyMixing = random.matrix(rank, keys, 1);
    if (random.coin()) request.weights.valueMixing = random.matrix(rank, keys, 1);
  }
  if (choice == 3) {
    request.method = Method::localGlobal;
    if (random.coin()) request.reach = random.integer(0, keys);
    if (random.coin()) request.globalTokens = random.integer(0, keys);
  }
}

}  // namespace

Request randomSoftmaxRequest(Random& random) {
  Request request;
  request.tokens = someTokens(random.integer(1, 33));
  if (random.coin()) request.context = someTokens(random.integer(1, 33));
  request.embedDim = random.integer(1, 33);
  request.projections = random.integer(0, 3) > 0;
  request.seed = static_cast<std::uint32_t>(random.integer(0, 1000));
  const auto keys = static_cast<int>(request.context.value_or(request.tokens).size());
  if (random.coin()) {
    request.embeddings = random.matrix(static_cast<int>(request.tokens.size()), request.embedDim, 1.7F);
  }
  if (request.context && random.coin()) {
    request.contextEmbeddings = random.matrix(keys, request.embedDim, 1.7F);
  }
  if (request.projections) {
    drawHeads(random, request);
    drawWeights(random, request);
  }
  drawMask(random, request);
  drawScoring(random, request);
  if (random.coin()) drawGradient(random, request);
  return request;
}

Request randomRequest(Random& random) {
  Request request = randomSoftmaxRequest(random);
  drawMethod(random, request);
  const bool caches = request.mask.causal && !request.context && !request.gradient;
  if (caches && request.method == Method::softmax && random.integer(0, 2) > 0) {
    request.cachedTokens = random.integer(0, static_cast<int>(request.tokens.size()) - 1);
  }
  return request;
}

Request randomDecoding(Random& random) {
  Request request = randomRequest(random);
  while (!request.cachedTokens) request = randomRequest(random);
  return request;
}

}  // namespace softlook::test
