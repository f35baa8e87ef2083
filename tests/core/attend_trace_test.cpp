// Two evaluators that must agree: trace(), which keeps everything, and attend(), which keeps nothing.
#include <gtest/gtest.h>

#include <algorithm>

#include "softlook/trace/trace.h"
#include "support/attend_oracle.h"
#include "support/estimate.h"

namespace softlook::test {
namespace {

/// The stage of each head, one after the other.
OwnedTensor stacked(const Trace& trace, StageId id, int heads) {
  const Matrix& first = trace.stage(id, 0).values;
  OwnedTensor tensor{{1, heads, static_cast<int>(first.rows()), static_cast<int>(first.cols())}, {}};
  for (int head = 0; head < heads; ++head) {
    const Matrix& values = trace.stage(id, head).values;
    tensor.data.insert(tensor.data.end(), values.data(), values.data() + values.size());
  }
  return tensor;
}

bool hasStage(const Trace& trace, StageId id) {
  for (const Stage& stage : trace.stages) {
    if (stage.id == id) return true;
  }
  return false;
}

/// What is added to the scores: the distances of ALiBi and the mask, which has the bias in it. All of it is
/// divided by the temperature, as the scores are.
OwnedTensor addedToScores(const Request& request, const Trace& walk, double& error) {
  const Matrix& scores = walk.stage(StageId::scores).values;
  OwnedTensor added{{1, walk.numHeads, static_cast<int>(scores.rows()), static_cast<int>(scores.cols())}, {}};
  for (int head = 0; head < walk.numHeads; ++head) {
    Matrix sum = Matrix::Zero(scores.rows(), scores.cols());
    double errorOfHead = 0;
    for (const StageId id : {StageId::positionBias, StageId::mask}) {
      if (!hasStage(walk, id)) continue;
      const Matrix& values = walk.stage(id, head).values;
      sum += values;
      // Rounded when it is added here, and when it is added there.
      const float largest = values.array().isInf().select(0.0F, values.cwiseAbs()).maxCoeff();
      errorOfHead += 2 * kRoundoff * static_cast<double>(largest / request.temperature);
    }
    error = std::max(error, errorOfHead);
    sum /= request.temperature;
    added.data.insert(added.data.end(), sum.data(), sum.data() + sum.size());
  }
  return added;
}

/// Does causal and window say all that the mask says?
bool isBand(const Mask& mask) { return mask.prefix == 0 && !mask.padding && !mask.allowed && !mask.bias; }

/// What attend() is to be asked so that it computes what the trace has from its queries, keys and values on.
/// The temperature is a change of scale, cap and bias: T⁻¹ c tanh(s/c) = (c/T) tanh((s/T) / (c/T)).
Attending attendingOf(const Request& request, const Trace& walk) {
  Attending asked;
  const bool rotated = hasStage(walk, StageId::rotatedQueries);
  asked.queries = stacked(walk, rotated ? StageId::rotatedQueries : StageId::queries, walk.numHeads);
  asked.keys = stacked(walk, rotated ? StageId::rotatedKeys : StageId::keys, walk.numKvHeads);
  asked.values = stacked(walk, StageId::values, walk.numKvHeads);
  asked.scale = walk.scale / request.temperature;
  if (request.softcap) asked.softcap = *request.softcap / request.temperature;
  const bool plain = isBand(request.mask) && request.positions != Positions::alibi && !request.cachedTokens;
  if (plain) {
    asked.isCausal = request.mask.causal;
    asked.window = request.mask.window;
  } else {
    asked.bias = addedToScores(request, walk, asked.biasError);
  }
  return asked;
}

void expectAgreement(const std::vector<float>& attended, const OwnedTensor& traced, const Bounded& oracle) {
  // Each is as far from the true number as the oracle says, at the most, so twice that from the other.
  Bounded expected{{traced.data.begin(), traced.data.end()}, oracle.bounds};
  EXPECT_TRUE(isWithin(attended, expected, 2));
}

class AttendTraceComparison : public testing::TestWithParam<std::uint32_t> {};

TEST_P(AttendTraceComparison, randomConfigurationsAgree) {
  Random random(GetParam());
  for (int round = 0; round < 64; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const Request request = round % 5 == 0 ? randomDecoding(random) : randomRequest(random);
    const Trace walk = trace(request);
    const Attending asked = attendingOf(request, walk);
    const AttendResult answer = asked.run();
    const AttendOracle oracle = attendOracle(asked);
    const StageId exact = request.method != Method::softmax     ? StageId::exactOutput
                          : hasStage(walk, StageId::headOutput) ? StageId::headOutput
                                                                : StageId::output;
    expectAgreement(answer.weights, stacked(walk, StageId::weights, walk.numHeads), oracle.weights);
    expectAgreement(answer.output, stacked(walk, exact, walk.numHeads), oracle.output);
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AttendTraceComparison, testing::Range(100U, 110U));

}  // namespace
}  // namespace softlook::test
