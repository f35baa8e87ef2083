// attend() against PyTorch (tests/golden/README.md, scripts/golden_attend.py).
#include <gtest/gtest.h>

#include <algorithm>

#include "support/attend_oracle.h"
#include "support/json.h"

namespace softlook::test {
namespace {

// float32's unit roundoff is 6e-8. A weight has behind it a score of up to 8 (a sum of up to 4 products,
// scaled, softcapped, biased: 20 roundings of numbers of that size, 1e-5 at the very worst and a tenth of
// that in fact), its exponential and a sum; an output of numbers up to 4 may cancel to what is left of their
// error.
constexpr double kRelative = 1e-5;
constexpr double kAbsolute = 1e-6;

template <typename Number>
Owned<Number> tensorOf(const Json& json) {
  Owned<Number> tensor{{1, 1, 1, 1}, {}};
  // Missing axes are of length 1, before the others.
  const Json& shape = json.at("shape");
  for (std::size_t i = 0; i < shape.size(); ++i) tensor.shape.at(4 - shape.size() + i) = shape[i];
  for (const Json& value : json.at("data")) tensor.data.push_back(static_cast<Number>(realOf(value)));
  return tensor;
}

Shown shownNamed(const std::string& name) {
  const std::vector<std::string> names = {"scores", "scaled", "capped", "masked", "weights"};
  return static_cast<Shown>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// (1, B, N, H·D) to (B, H, N, D).
OwnedTensor unpacked(OwnedTensor tensor, int heads) {
  const auto [one, batch, tokens, width] = tensor.shape;
  tensor.shape = {batch, tokens, heads, width / heads};
  return swapped(tensor);
}

void readOptions(const Json& json, Attending& asked) {
  if (json.contains("isCausal")) asked.isCausal = json.at("isCausal");
  if (json.contains("window")) asked.window = json.at("window");
  if (json.contains("rightWindow")) asked.rightWindow = json.at("rightWindow");
  if (json.contains("keyLengths")) asked.keyLengths = json.at("keyLengths").get<std::vector<int>>();
  if (json.contains("weightsAre")) asked.weightsAre = shownNamed(json.at("weightsAre"));
  if (json.contains("scale")) asked.scale = json.at("scale");
  if (json.contains("softcap")) asked.softcap = json.at("softcap");
  if (!json.contains("mask")) return;
  if (json.at("mask").contains("type")) {
    asked.allowed = tensorOf<std::uint8_t>(json.at("mask"));
  } else {
    asked.bias = tensorOf<float>(json.at("mask"));
  }
}

Attending attendingOf(const Json& json) {
  Attending asked;
  asked.queries = tensorOf<float>(json.at("queries"));
  asked.keys = tensorOf<float>(json.at("keys"));
  asked.values = tensorOf<float>(json.at("values"));
  if (json.contains("pastKeys")) asked.pastKeys = tensorOf<float>(json.at("pastKeys"));
  if (json.contains("pastValues")) asked.pastValues = tensorOf<float>(json.at("pastValues"));
  if (json.contains("numHeads")) {
    asked.packed = true;
    const int heads = json.at("numHeads");
    const int kvHeads = json.value("numKvHeads", heads);
    asked.queries = unpacked(asked.queries, heads);
    asked.keys = unpacked(asked.keys, kvHeads);
    asked.values = unpacked(asked.values, kvHeads);
  }
  readOptions(json, asked);
  return asked;
}

Bounded expectedOf(const OwnedTensor& tensor) {
  Bounded result;
  for (const float value : tensor.data) {
    result.values.push_back(value);
    result.bounds.push_back(std::isinf(value) ? 0 : kRelative * std::abs(double{value}) + kAbsolute);
  }
  return result;
}

class AttendGolden : public testing::TestWithParam<std::string> {};

TEST_P(AttendGolden, isWhatPyTorchSays) {
  const Json fixture = readGolden("attend/" + GetParam());
  const Attending asked = attendingOf(fixture.at("request"));
  const AttendResult answer = asked.run();
  const Json& expected = fixture.at("expected");
  auto output = tensorOf<float>(expected.at("output"));
  if (asked.packed) output = unpacked(output, asked.heads());
  EXPECT_TRUE(isWithin(answer.output, expectedOf(output)));
  EXPECT_TRUE(isWithin(answer.logSumExp, expectedOf(tensorOf<float>(expected.at("logSumExp")))));
  EXPECT_TRUE(isWithin(answer.weights, expectedOf(tensorOf<float>(expected.at("weights")))));
  if (!expected.contains("keys")) return;
  EXPECT_EQ(answer.keys, tensorOf<float>(expected.at("keys")).data);
  EXPECT_EQ(answer.values, tensorOf<float>(expected.at("values")).data);
}

std::vector<std::string> caseNames() { return readGolden("attend/cases"); }

std::string testName(const testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Cases, AttendGolden, testing::ValuesIn(caseNames()), testName);

}  // namespace
}  // namespace softlook::test
