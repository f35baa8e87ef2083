// Every complaint: the argument, its value, what was expected.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "support/complaints.h"
#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

std::string unprojectedComplaint(const std::function<void(Request&)>& change) {
  Request request = good();
  request.numHeads = 1;
  request.projections = false;
  return complaint(change, request);
}

TEST(Checks, theGoodRequestIsGood) {
  EXPECT_EQ(complaint([](Request&) {}), "nothing");
  EXPECT_EQ(unprojectedComplaint([](Request&) {}), "nothing");
}

TEST(Checks, tokensMustBeThereAndNotTooMany) {
  EXPECT_EQ(complaint([](Request& r) { r.tokens.clear(); }), "tokens is empty, expected 1 to 512 tokens");
  EXPECT_EQ(complaint([](Request& r) { r.tokens = someTokens(513); }),
            "tokens has 513 tokens, expected at most 512; a trace keeps every intermediate");
  EXPECT_EQ(complaint([](Request& r) { r.context.emplace(); }), "context is empty, expected 1 to 512 tokens");
  EXPECT_EQ(complaint([](Request& r) { r.tokens[1] = ""; }),
            "tokens[1] is empty, expected at least one character");
  EXPECT_EQ(complaint([](Request& r) { r.tokens[2] = "ab\xff"; }),
            "tokens[2] is ill-formed at byte 2, expected well-formed UTF-8");
  EXPECT_EQ(complaint([](Request& r) {
              r.context = {"x", "\xed\xa0\x80"};
            }),
            "context[1] is ill-formed at byte 0, expected well-formed UTF-8");
}

TEST(Checks, widthsMustBeInRange) {
  EXPECT_EQ(complaint([](Request& r) { r.embedDim = 0; }), "embedDim is 0, expected 1 to 512");
  EXPECT_EQ(complaint([](Request& r) { r.embedDim = 514; }), "embedDim is 514, expected 1 to 512");
  EXPECT_EQ(complaint([](Request& r) { r.numHeads = 0; }), "numHeads is 0, expected 1 to 64");
  EXPECT_EQ(complaint([](Request& r) { r.numHeads = -1; }), "numHeads is -1, expected 1 to 64");
  EXPECT_EQ(complaint([](Request& r) { r.numHeads = 65; }), "numHeads is 65, expected 1 to 64");
  EXPECT_EQ(complaint([](Request& r) { r.headDim = 0; }), "headDim is 0, expected 1 to 512");
  EXPECT_EQ(complaint([](Request& r) { r.headDim = 513; }), "headDim is 513, expected 1 to 512");
  EXPECT_EQ(complaint([](Request& r) { r.valueDim = 0; }), "valueDim is 0, expected 1 to 512");
}

TEST(Checks, headsMustDivideWhatTheyShare) {
  EXPECT_EQ(complaint([](Request& r) { r.numHeads = 3; }),
            "embedDim is 8, expected a multiple of numHeads (3) where headDim is not given; give headDim");
  EXPECT_EQ(complaint([](Request& r) { r.numKvHeads = 0; }), "numKvHeads is 0, expected 1 to 2 (numHeads)");
  EXPECT_EQ(complaint([](Request& r) { r.numKvHeads = 4; }), "numKvHeads is 4, expected 1 to 2 (numHeads)");
  EXPECT_EQ(complaint([](Request& r) {
              r.numHeads = 4;
              r.numKvHeads = 3;
            }),
            "numKvHeads is 3, expected a divisor of numHeads (4)");
}

TEST(Checks, matricesMustHaveTheRightShape) {
  const auto wrong = [](auto member) {
    return complaint([&](Request& r) { member(r) = Matrix::Zero(1, 3); });
  };
  using Slot = std::optional<Matrix>&;
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.embeddings; }), "embeddings is 1 by 3, expected 3 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.query; }),
            "weights.query is 1 by 3, expected 8 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.key; }),
            "weights.key is 1 by 3, expected 8 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.value; }),
            "weights.value is 1 by 3, expected 8 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.output; }),
            "weights.output is 1 by 3, expected 8 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.queryBias; }),
            "weights.queryBias is 1 by 3, expected 1 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.keyBias; }),
            "weights.keyBias is 1 by 3, expected 1 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.valueBias; }),
            "weights.valueBias is 1 by 3, expected 1 by 8");
  EXPECT_EQ(wrong([](Request& r) -> Slot { return r.weights.outputBias; }),
            "weights.outputBias is 1 by 3, expected 1 by 8");
  EXPECT_EQ(complaint([](Request& r) {
              r.context = {"x"};
              r.contextEmbeddings = Matrix::Zero(3, 8);
            }),
            "contextEmbeddings is 3 by 8, expected 1 by 8");
}

TEST(Checks, shapesFollowTheWidthsAndTheGrouping) {
  EXPECT_EQ(complaint([](Request& r) {
              r.headDim = 3;
              r.valueDim = 5;
              r.numKvHeads = 1;
              r.weights = {Matrix::Zero(8, 6),
                           Matrix::Zero(8, 3),
                           Matrix::Zero(8, 5),
                           Matrix::Zero(10, 8),
                           Matrix::Zero(1, 6),
                           Matrix::Zero(1, 3),
                           Matrix::Zero(1, 5),
                           Matrix::Zero(1, 8),
                           {},
                           {}};
            }),
            "nothing");
}

TEST(Checks, theFirstNumberThatIsNotFiniteIsNamed) {
  const auto with = [](float value) {
    return complaint([&](Request& r) {
      r.embeddings = Matrix::Zero(3, 8);
      (*r.embeddings)(1, 5) = value;
      (*r.embeddings)(2, 0) = kNaN;
    });
  };
  EXPECT_EQ(with(kNaN), "embeddings[13] (row 1, column 5) is NaN, expected a finite number");
  EXPECT_EQ(with(-kMinusInfinity), "embeddings[13] (row 1, column 5) is Infinity, expected a finite number");
  EXPECT_EQ(with(kMinusInfinity), "embeddings[13] (row 1, column 5) is -Infinity, expected a finite number");
  EXPECT_EQ(complaint([](Request& r) { r.weights.outputBias = Matrix::Constant(1, 8, kNaN); }),
            "weights.outputBias[0] (row 0, column 0) is NaN, expected a finite number");
  EXPECT_EQ(complaint([](Request& r) { r.scale = kNaN; }), "scale is NaN, expected a finite number");
}

TEST(Checks, whatWouldBeIgnoredIsRejected) {
  EXPECT_EQ(complaint([](Request& r) { r.contextEmbeddings = Matrix::Zero(3, 8); }),
            "contextEmbeddings is given, expected none without a context; give context");
  const auto single = [](const std::function<void(Request&)>& change) {
    Request request = good();
    request.numHeads = 1;
    return complaint(change, request);
  };
  EXPECT_EQ(
      single([](Request& r) { r.weights.output = Matrix::Zero(8, 8); }),
      "weights.output is given, expected none without an output projection; set outputProjection to true");
  EXPECT_EQ(single([](Request& r) { r.weights.outputBias = Matrix::Zero(1, 8); }),
            "weights.outputBias is given, expected none without an output projection; set outputProjection "
            "to true");
}

TEST(Checks, withoutProjectionsThereIsNothingToChoose) {
  const std::string remedy = " without projections; set projections to true";
  EXPECT_EQ(unprojectedComplaint([](Request& r) { r.numHeads = 2; }), "numHeads is 2, expected 1" + remedy);
  EXPECT_EQ(unprojectedComplaint([](Request& r) { r.numKvHeads = 2; }),
            "numKvHeads is 2, expected 1" + remedy);
  EXPECT_EQ(unprojectedComplaint([](Request& r) { r.headDim = 4; }), "headDim is 4, expected 8" + remedy);
  EXPECT_EQ(unprojectedComplaint([](Request& r) { r.valueDim = 4; }), "valueDim is 4, expected 8" + remedy);
  EXPECT_EQ(unprojectedComplaint([](Request& r) { r.outputProjection = true; }),
            "outputProjection is true, expected false" + remedy);
  EXPECT_EQ(unprojectedComplaint([](Request& r) { r.weights.key = Matrix::Zero(8, 8); }),
            "weights.key is given, expected none" + remedy);
  EXPECT_EQ(unprojectedComplaint([](Request& r) {
              r.headDim = 8;
              r.valueDim = 8;
              r.numKvHeads = 1;
              r.outputProjection = false;
            }),
            "nothing");
}

TEST(Checks, masksMustFitTheSentences) {
  EXPECT_EQ(complaint([](Request& r) { r.mask.window = -1; }), "mask.window is -1, expected at least 0");
  EXPECT_EQ(complaint([](Request& r) { r.mask.prefix = -1; }), "mask.prefix is -1, expected at least 0");
  EXPECT_EQ(complaint([](Request& r) { r.mask.padding = {1, 1}; }), "mask.padding has 2 entries, expected 3");
  EXPECT_EQ(complaint([](Request& r) {
              r.mask.allowed = {1, 1, 1};
            }),
            "mask.allowed has 3 entries, expected 9");
  EXPECT_EQ(complaint([](Request& r) {
              r.context = {"x", "y"};
              r.mask.padding = {1, 1, 0};
            }),
            "mask.padding has 3 entries, expected 2");
  EXPECT_EQ(complaint([](Request& r) { r.mask.bias = Matrix::Zero(3, 2); }),
            "mask.bias is 3 by 2, expected 3 by 3");
  EXPECT_EQ(complaint([](Request& r) { r.mask.bias = Matrix::Constant(3, 3, -kMinusInfinity); }),
            "mask.bias[0] (row 0, column 0) is Infinity, expected a finite number or -Infinity");
  EXPECT_EQ(complaint([](Request& r) { r.mask.bias = Matrix::Constant(3, 3, kNaN); }),
            "mask.bias[0] (row 0, column 0) is NaN, expected a finite number or -Infinity");
  EXPECT_EQ(complaint([](Request& r) {
              r.mask.window = 2147483647;
              r.mask.prefix = 2147483647;
              r.mask.bias = Matrix::Constant(3, 3, kMinusInfinity);
            }),
            "nothing");
}

TEST(Checks, scoresAreChangedByPositiveNumbers) {
  EXPECT_EQ(complaint([](Request& r) { r.softcap = 0.0F; }),
            "softcap is 0, expected a finite number above 0");
  EXPECT_EQ(complaint([](Request& r) { r.softcap = -2.0F; }),
            "softcap is negative, expected a finite number above 0");
  EXPECT_EQ(complaint([](Request& r) { r.softcap = -kMinusInfinity; }),
            "softcap is Infinity, expected a finite number above 0");
  EXPECT_EQ(complaint([](Request& r) { r.temperature = 0; }),
            "temperature is 0, expected a finite number above 0");
  EXPECT_EQ(complaint([](Request& r) { r.temperature = kNaN; }),
            "temperature is NaN, expected a finite number above 0");
}

TEST(Checks, ropeTurnsPairs) {
  EXPECT_EQ(complaint([](Request& r) {
              r.positions = Positions::rope;
              r.headDim = 3;
            }),
            "headDim is 3, expected an even number with rope, which turns pairs of features");
}

TEST(Checks, aTraceThatWouldTakeTooMuchMemoryIsRefusedBeforeItIsMade) {
  // Three (512, 64) stages of all heads; per head, three (64, 1) of weights, three (512, 1) of queries, keys
  // and values, three (512, 512) from scores to weights and one (512, 1) of output; and (64, 64) output
  // weights.
  const int cells = 3 * 512 * 64 + 64 * (3 * 64 + 3 * 512 + 3 * 512 * 512 + 512) + 64 * 64;
  EXPECT_EQ(complaint([](Request& r) {
              r.tokens = someTokens(512);
              r.embedDim = 64;
              r.numHeads = 64;
            }),
            "the trace would hold " + std::to_string(cells) +
                " numbers, expected at most 16777216; use fewer tokens, heads or features");
}

TEST(Checks, differencesCountTwice) {
  Request request;
  request.tokens = someTokens(512);
  request.embedDim = 64;
  request.numHeads = 16;
  EXPECT_EQ(complaint([](Request&) {}, request), "nothing");
  EXPECT_NE(complaint([](Request& r) { r.differences = true; }, request), "nothing");
}

}  // namespace
}  // namespace softlook::test
