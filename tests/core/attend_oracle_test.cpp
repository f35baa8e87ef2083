// attend() against the naive oracle, over configurations drawn at random.
#include "support/attend_oracle.h"

#include <gtest/gtest.h>

namespace softlook::test {
namespace {

class AttendOracleComparison : public testing::TestWithParam<std::uint32_t> {};

// The shard number is the seed, so that a failure can be run again alone.
TEST_P(AttendOracleComparison, randomConfigurationsAgree) {
  Random random(GetParam());
  for (int round = 0; round < 50; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    expectMatchesOracle(randomAttending(random));
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AttendOracleComparison, testing::Range(0U, 8U));

TEST(AttendOracleComparison, everyPairOfLengthsAtTheEdgesOfATileAgrees) {
  Random random(1);
  for (const int queries : {1, 31, 32, 33, 63, 64, 65, 129}) {
    for (const int keys : {1, 31, 32, 33, 63, 64, 65, 129}) {
      SCOPED_TRACE(std::to_string(queries) + " queries, " + std::to_string(keys) + " keys");
      Attending asked;
      asked.queries = randomTensor(random, {1, 2, queries, 9}, 2);
      asked.keys = randomTensor(random, {1, 1, keys, 9}, 2);
      asked.values = randomTensor(random, {1, 1, keys, 7}, 2);
      expectMatchesOracle(asked);
      asked.isCausal = true;
      expectMatchesOracle(asked);
      asked.window = 32;
      expectMatchesOracle(asked);
    }
  }
}

TEST(AttendOracleComparison, everyWidthAtTheEdgesOfABlockAgrees) {
  Random random(2);
  for (int width = 1; width <= 17; ++width) {
    for (const int valueWidth : {1, 7, 8, 9, 16, 17}) {
      SCOPED_TRACE(std::to_string(width) + " and " + std::to_string(valueWidth));
      Attending asked;
      asked.queries = randomTensor(random, {1, 1, 5, width}, 2);
      asked.keys = randomTensor(random, {1, 1, 6, width}, 2);
      asked.values = randomTensor(random, {1, 1, 6, valueWidth}, 2);
      expectMatchesOracle(asked);
    }
  }
}

TEST(AttendOracleComparison, thousandsOfKeysAgree) {
  Random random(3);
  Attending asked;
  asked.queries = randomTensor(random, {1, 1, 3, 16}, 2);
  asked.keys = randomTensor(random, {1, 1, 5000, 16}, 2);
  asked.values = randomTensor(random, {1, 1, 5000, 4}, 2);
  expectMatchesOracle(asked);
}

}  // namespace
}  // namespace softlook::test
