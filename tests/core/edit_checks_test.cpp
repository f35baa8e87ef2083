// Complaints about edits, about numbers that leave float32, and about cells that are not there.
#include <gtest/gtest.h>

#include "support/complaints.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

std::string editComplaint(const Edit& edit) {
  return complaint([&](Request& request) { request.edits = {{"scores", 0, 0, 0, 1}, edit}; });
}

TEST(EditChecks, editsMustNameACell) {
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

TEST(EditChecks, onlyTheMaskTakesMinusInfinity) {
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

TEST(EditChecks, numbersThatOverflowAreNamedInsteadOfBecomingNaN) {
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

TEST(EditChecks, aScoreThatOverflowsIsNotTakenForAMaskedOne) {
  const std::string remedy =
      " overflows float32 at row 2, column 1; use smaller embeddings, weights, scale or edits";
  EXPECT_EQ(complaint([](Request& r) {
              r.temperature = 1e-6F;
              r.edits = {{"scaledScores", 1, 2, 1, -3e38F}};
            }),
            "temperedScores of head 1" + remedy);
  EXPECT_EQ(complaint([](Request& r) {
              r.mask.bias = Matrix::Constant(3, 3, -3e38F);
              r.edits = {{"scaledScores", 1, 2, 1, -3e38F}};
            }),
            "maskedScores of head 1" + remedy);
}

TEST(EditChecks, anUnknownCellIsNotExplained) {
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

}  // namespace
}  // namespace softlook::test
