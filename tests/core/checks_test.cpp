// Every complaint: the argument, its value, what was expected.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "softlook/utf8.h"
#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// Three tokens, embedDim 8, two heads.
Request good() {
  Request request;
  request.tokens = {"a", "b", "c"};
  request.numHeads = 2;
  return request;
}

/// What trace() says to the request after the change.
std::string complaint(const std::function<void(Request&)>& change, Request request = good()) {
  change(request);
  try {
    trace(request);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing";
}

std::string unprojectedComplaint(const std::function<void(Request&)>& change) {
  Request request = good();
  request.numHeads = 1;
  request.projections = false;
  return complaint(change, request);
}

std::string editComplaint(const Edit& edit) {
  return complaint([&](Request& request) { request.edits = {{"scores", 0, 0, 0, 1}, edit}; });
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
              r.weights = {Matrix::Zero(8, 6), Matrix::Zero(8, 3), Matrix::Zero(8, 5), Matrix::Zero(10, 8),
                           Matrix::Zero(1, 6), Matrix::Zero(1, 3), Matrix::Zero(1, 5), Matrix::Zero(1, 8)};
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

TEST(Checks, editsMustNameACell) {
  EXPECT_EQ(editComplaint({"sores", 0, 0, 0, 1}).substr(0, 60),
            "edits[1].stage is \"sores\", expected one of embeddings, conte");
  EXPECT_EQ(
      editComplaint({"mask", 0, 0, 0, 1}),
      "edits[1].stage is \"mask\", expected a stage of this trace: embeddings, queryWeights, keyWeights, "
      "valueWeights, queries, keys, values, scores, scaledScores, weights, headOutput, concatenated, "
      "outputWeights, output");
  EXPECT_EQ(editComplaint({"scores", 2, 0, 0, 1}),
            "edits[1].head is 2, expected 0 to 1 (the heads of scores)");
  EXPECT_EQ(editComplaint({"scores", -1, 0, 0, 1}),
            "edits[1].head is -1, expected 0 to 1 (the heads of scores)");
  EXPECT_EQ(editComplaint({"scores", 0, 3, 0, 1}), "edits[1].row is 3, expected 0 to 2 (the rows of scores)");
  EXPECT_EQ(editComplaint({"scores", 0, -1, 0, 1}),
            "edits[1].row is -1, expected 0 to 2 (the rows of scores)");
  EXPECT_EQ(editComplaint({"keys", 0, 0, 4, 1}),
            "edits[1].column is 4, expected 0 to 3 (the columns of keys)");
  EXPECT_EQ(editComplaint({"keys", 0, 0, 0, kNaN}), "edits[1].value is NaN, expected a finite number");
  EXPECT_EQ(editComplaint({"scaledScores", 0, 0, 0, kMinusInfinity}),
            "edits[1].value is -Infinity, expected a finite number");
}

TEST(Checks, onlyTheMaskTakesMinusInfinity) {
  const auto with = [](const std::string& stage, float value) {
    return complaint([&](Request& r) {
      r.mask.causal = true;
      r.edits = {{stage, 1, 2, 0, value}};
    });
  };
  EXPECT_EQ(with("mask", kMinusInfinity), "nothing");
  EXPECT_EQ(with("maskedScores", kMinusInfinity), "nothing");
  EXPECT_EQ(with("mask", -kMinusInfinity),
            "edits[0].value is Infinity, expected a finite number or -Infinity");
  EXPECT_EQ(with("maskedScores", kNaN), "edits[0].value is NaN, expected a finite number or -Infinity");
}

TEST(Checks, numbersThatOverflowAreNamedInsteadOfBecomingNaN) {
  EXPECT_EQ(complaint([](Request& r) { r.embeddings = Matrix::Constant(3, 8, 1e30F); }),
            "scores of head 0 overflows float32 at row 0, column 0; use smaller embeddings, weights, scale "
            "or edits");
  EXPECT_EQ(complaint([](Request& r) { r.edits = {{"values", 1, 0, 0, 3e38F}}; }), "nothing");
  EXPECT_EQ(complaint([](Request& r) {
              r.mask.causal = true;
              r.edits = {{"mask", 0, 2, 1, 3e38F}, {"scaledScores", 1, 2, 1, 3e38F}};
            }),
            "maskedScores of head 1 overflows float32 at row 2, column 1; "
            "use smaller embeddings, weights, scale or edits");
}

TEST(Checks, anUnknownCellIsNotExplained) {
  const Trace walk = trace(good());
  const auto complaintAbout = [&](const Cell& cell) -> std::string {
    try {
      explain(walk, cell);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "nothing";
  };
  EXPECT_EQ(complaintAbout({{StageId::mask, 0}, 0, 0}), "the trace has no stage mask");
  EXPECT_EQ(complaintAbout({{StageId::keys, 2}, 0, 0}), "head is 2, expected 0 to 1 (the heads of keys)");
  EXPECT_EQ(complaintAbout({{StageId::keys, -1}, 0, 0}), "head is -1, expected 0 to 1 (the heads of keys)");
  EXPECT_EQ(complaintAbout({{StageId::keys, 0}, 3, 0}), "row is 3, expected 0 to 2 (the rows of keys)");
  EXPECT_EQ(complaintAbout({{StageId::keys, 0}, 0, -1}),
            "column is -1, expected 0 to 3 (the columns of keys)");
}

TEST(Utf8, wellFormedTextIsRecognised) {
  for (const char* const text : {"", "a", "é", "\xdf\xbf", "\xe0\xa0\x80", "日本", "\xed\x9f\xbf",
                                 "\xef\xbf\xbf", "🙂", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_FALSE(firstIllFormed(text).has_value()) << text;
  }
}

TEST(Utf8, illFormedTextIsFoundWhereItStarts) {
  // A lone continuation, overlong forms, a surrogate, beyond U+10FFFF, cut short, a wrong continuation.
  for (const char* const text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",
                                 "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc3",
                                 "\xe6\x97", "\xf0\x9f\x99", "\xc3(", "\xe6\x97(", "\xf0\x9f\x99("}) {
    EXPECT_EQ(firstIllFormed(text), 0U);
    EXPECT_EQ(firstIllFormed("é" + std::string(text)), 2U);
  }
}

}  // namespace
}  // namespace softlook::test
