// attend() against PyTorch (tests/golden/README.md, scripts/golden_attend.py).
#include <gtest/gtest.h>

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

void readOptions(const Json& json, Attending& asked) {
  if (json.contains("isCausal")) asked.isCausal = json.at("isCausal");
  if (json.contains("window")) asked.window = json.at("window");
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
  readOptions(json, asked);
  return asked;
}

Bounded expectedOf(const Json& json) {
  Bounded result;
  for (const float value : tensorOf<float>(json).data) {
    result.values.push_back(value);
    result.bounds.push_back(std::isinf(value) ? 0 : kRelative * std::abs(double{value}) + kAbsolute);
  }
  return result;
}

class AttendGolden : public testing::TestWithParam<std::string> {};

TEST_P(AttendGolden, isWhatPyTorchSays) {
  const Json fixture = readGolden("attend/" + GetParam());
  const AttendResult answer = attendingOf(fixture.at("request")).run();
  const Json& expected = fixture.at("expected");
  EXPECT_TRUE(isWithin(answer.output, expectedOf(expected.at("output"))));
  EXPECT_TRUE(isWithin(answer.logSumExp, expectedOf(expected.at("logSumExp"))));
  EXPECT_TRUE(isWithin(answer.weights, expectedOf(expected.at("weights"))));
  if (!expected.contains("keys")) return;
  EXPECT_EQ(answer.keys, tensorOf<float>(expected.at("keys")).data);
  EXPECT_EQ(answer.values, tensorOf<float>(expected.at("values")).data);
}

std::vector<std::string> caseNames() { return readGolden("attend/cases"); }

std::string testName(const testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Cases, AttendGolden, testing::ValuesIn(caseNames()), testName);

}  // namespace
}  // namespace softlook::test
