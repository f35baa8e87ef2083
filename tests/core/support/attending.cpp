#include "support/attending.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "support/matrices.h"

namespace softlook::test {

AttendRequest Attending::request() const {
  AttendRequest result;
  result.queries = queries.view();
  result.keys = keys.view();
  result.values = values.view();
  if (packed) {
    const auto lay = [&](const OwnedTensor& tensor, std::size_t at) {
      lying.at(at) = swapped(tensor).data;
      return Tensor{tensor.shape, lying.at(at)};
    };
    result.queries = lay(queries, 0);
    result.keys = lay(keys, 1);
    result.values = lay(values, 2);
  }
  if (pastKeys) result.pastKeys = pastKeys->view();
  if (pastValues) result.pastValues = pastValues->view();
  if (allowed) result.allowed = allowed->view();
  if (bias) result.bias = bias->view();
  result.isCausal = isCausal;
  result.packed = packed;
  result.window = window;
  result.rightWindow = rightWindow;
  result.keyLengths = keyLengths;
  result.scale = scale;
  result.softcap = softcap;
  result.needWeights = needWeights;
  result.weightsAre = weightsAre;
  return result;
}

AttendResult Attending::run() const {
  AttendResult result = attend(request());
  if (packed)
    result.output = swapped({{batch(), queryCount(), heads(), values.shape[3]}, result.output}).data;
  return result;
}

OwnedTensor swapped(const OwnedTensor& tensor) {
  const auto [batch, outer, inner, width] = tensor.shape;
  OwnedTensor result{{batch, inner, outer, width}, {}};
  for (int b = 0; b < batch; ++b) {
    for (int i = 0; i < inner; ++i) {
      for (int o = 0; o < outer; ++o) {
        for (int f = 0; f < width; ++f) result.data.push_back(tensor.at(b, o, i, f));
      }
    }
  }
  return result;
}

namespace {

std::size_t countOf(const std::array<int, 4>& shape) {
  std::size_t count = 1;
  for (const int length : shape) count *= static_cast<std::size_t>(std::max(length, 0));
  return count;
}

/// Each axis as it is or of length 1; the last one also shorter.
std::array<int, 4> shrunk(Random& random, std::array<int, 4> shape) {
  for (int& length : shape) {
    if (random.integer(0, 2) == 0) length = 1;
  }
  if (random.integer(0, 2) == 0) shape[3] = random.integer(1, shape[3]);
  return shape;
}

int randomLength(Random& random) {
  constexpr std::array<int, 9> kEdges = {31, 32, 33, 63, 64, 65, 127, 128, 129};
  return random.integer(0, 5) == 0 ? kEdges.at(static_cast<std::size_t>(random.integer(0, 8)))
                                   : random.integer(1, 33);
}

void drawMasks(Random& random, Attending& asked) {
  const std::array<int, 4> full = {asked.batch(), asked.heads(), asked.queryCount(), asked.keyCount()};
  if (random.integer(0, 2) == 0) {
    const auto shape = shrunk(random, full);
    Owned<std::uint8_t> allowed{shape, std::vector<std::uint8_t>(countOf(shape))};
    for (std::uint8_t& cell : allowed.data) cell = random.integer(0, 3) > 0;
    // Some rows hide everything.
    const auto keys = static_cast<std::size_t>(shape[3]);
    for (std::size_t row = 0; row < allowed.data.size(); row += keys) {
      if (random.integer(0, 3) == 0)
        std::fill_n(allowed.data.begin() + static_cast<std::ptrdiff_t>(row), keys, 0);
    }
    asked.allowed = allowed;
  }
  if (random.integer(0, 2) == 0) {
    asked.bias = randomTensor(random, shrunk(random, full), 3);
    for (float& cell : asked.bias->data) {
      if (random.integer(0, 7) == 0) cell = kMinusInfinity;
    }
  }
}

}  // namespace

OwnedTensor zeros(std::array<int, 4> shape) { return {shape, std::vector<float>(countOf(shape))}; }

OwnedTensor randomTensor(Random& random, std::array<int, 4> shape, float spread) {
  OwnedTensor result = zeros(shape);
  for (float& value : result.data) value = random.real(spread);
  return result;
}

Attending someAttending(Random& random) {
  Attending asked;
  asked.queries = randomTensor(random, {2, 4, 5, 6}, 2);
  asked.keys = randomTensor(random, {2, 2, 7, 6}, 2);
  asked.values = randomTensor(random, {2, 2, 7, 3}, 2);
  return asked;
}

Attending randomAttending(Random& random) {
  Attending asked;
  const int batch = random.integer(1, 3);
  const int kvHeads = random.integer(1, 3);
  const int heads = kvHeads * random.integer(1, 3);
  const int headDim = random.integer(1, 33);
  const int valueDim = random.coin() ? headDim : random.integer(1, 33);
  const int queries = randomLength(random);
  const int keys = random.coin() ? queries : randomLength(random);
  const float spread = random.coin() ? 1.0F : 4.0F;
  asked.queries = randomTensor(random, {batch, heads, queries, headDim}, spread);
  asked.keys = randomTensor(random, {batch, kvHeads, keys, headDim}, spread);
  asked.values = randomTensor(random, {batch, kvHeads, keys, valueDim}, 2);
  if (random.integer(0, 2) == 0) {
    const int past = random.integer(0, 3) == 0 ? 0 : randomLength(random);
    if (past > 0 && random.integer(0, 3) == 0) {  // no new keys
      asked.keys = zeros({batch, kvHeads, 0, headDim});
      asked.values = zeros({batch, kvHeads, 0, valueDim});
    }
    asked.pastKeys = randomTensor(random, {batch, kvHeads, past, headDim}, spread);
    asked.pastValues = randomTensor(random, {batch, kvHeads, past, valueDim}, 2);
  }
  asked.isCausal = random.coin();
  if (random.integer(0, 2) == 0) asked.window = random.integer(0, 40);
  if (random.integer(0, 3) == 0) asked.rightWindow = random.integer(0, 40);
  if (random.integer(0, 2) == 0) {
    asked.keyLengths.emplace();
    for (int i = 0; i < batch; ++i) asked.keyLengths->push_back(random.integer(0, asked.keyCount()));
  }
  asked.packed = random.coin();
  if (random.integer(0, 2) == 0) asked.scale = random.real(2);
  if (random.integer(0, 2) == 0) asked.softcap = 0.5F + std::abs(random.real(30));
  drawMasks(random, asked);
  asked.needWeights = random.coin();
  if (asked.needWeights) asked.weightsAre = static_cast<Shown>(random.integer(0, 4));
  return asked;
}

std::string complaintAbout(const AttendRequest& request) {
  try {
    attend(request);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing";
}

std::string complaint(const std::function<void(Attending&)>& change) {
  Random random(1);
  Attending asked = someAttending(random);
  change(asked);
  return complaintAbout(asked.request());
}

}  // namespace softlook::test
