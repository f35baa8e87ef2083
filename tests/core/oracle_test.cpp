// The core against the naive oracle, over configurations drawn at random.
#include "support/oracle.h"

#include <gtest/gtest.h>

#include "support/requests.h"

namespace softlook::test {
namespace {

class OracleComparison : public testing::TestWithParam<std::uint32_t> {};

// The shard number is the seed, so that a failure can be run again alone.
TEST_P(OracleComparison, everyStageOfRandomConfigurationsAgrees) {
  Random random(GetParam());
  for (int round = 0; round < 75; ++round) {
    const Request request = round % 5 == 0 ? randomDecoding(random) : randomRequest(random);
    SCOPED_TRACE("round " + std::to_string(round));
    expectMatchesOracle(trace(request), request);
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, OracleComparison, testing::Range(0U, 8U));

TEST(OracleComparison, theLargestSequenceAgrees) {
  Request request;
  request.tokens = someTokens(kMaxTokens);
  request.embedDim = 16;
  request.numHeads = 2;
  request.mask.causal = true;
  expectMatchesOracle(trace(request), request);
}

}  // namespace
}  // namespace softlook::test
