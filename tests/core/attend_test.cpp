// What must hold of attend() whatever the numbers are, and small cases checked by hand.
#include "softlook/attend/attend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/attend_oracle.h"
#include "support/estimate.h"

namespace softlook::test {
namespace {

/// One head of width 1: every score is query · key · scale.
Attending pencil(const std::vector<float>& queries, const std::vector<float>& keys,
                 const std::vector<float>& values) {
  const auto column = [](const std::vector<float>& numbers) {
    return OwnedTensor{{1, 1, static_cast<int>(numbers.size()), 1}, numbers};
  };
  Attending asked;
  asked.queries = column(queries);
  asked.keys = column(keys);
  asked.values = column(values);
  return asked;
}

Bounded around(const std::vector<double>& values, double relative) {
  Bounded result{values, {}};
  for (const double value : values) result.bounds.push_back(relative * std::abs(value));
  return result;
}

// Scores ln 1, ln 2, ln 5 under a query of 1 and their negatives under −1:
// weights 1/8, 2/8, 5/8 and 10/17, 5/17, 2/17; sums of exponentials 8 and 17/10.
TEST(Attend, twoQueriesAndThreeKeysAreWhatAPencilSays) {
  const Attending asked = pencil({1, -1}, {0, std::log(2.0F), std::log(5.0F)}, {8 * 17, 0, -8 * 17});
  const AttendResult answer = asked.run();
  // The logarithms as float32 are off by up to 6e-8, and so are exponentials, sum and quotient.
  EXPECT_TRUE(isWithin(answer.weights, around({1. / 8, 2. / 8, 5. / 8, 10. / 17, 5. / 17, 2. / 17}, 4e-7)));
  EXPECT_TRUE(isWithin(answer.output, around({-4 * 17, 8 * 8}, 1e-6)));
  EXPECT_TRUE(isWithin(answer.logSumExp, around({std::log(8), std::log(1.7)}, 4e-7)));
  EXPECT_TRUE(answer.keys.empty());
}

TEST(Attend, theScaleIsOneOverTheRootOfTheWidthUnlessGiven) {
  Random random(1);
  Attending asked = someAttending(random);
  const std::vector<float> usual = asked.run().output;
  asked.scale = static_cast<float>(1 / std::sqrt(6.0));
  EXPECT_EQ(asked.run().output, usual);
  asked.scale = 1.0F;
  EXPECT_NE(asked.run().output, usual);
}

TEST(Attend, weightsAreGivenOnlyOnRequestAndChangeNothing) {
  Random random(2);
  for (int round = 0; round < 20; ++round) {
    Attending asked = randomAttending(random);
    asked.needWeights = true;
    const AttendResult with = asked.run();
    asked.needWeights = false;
    const AttendResult without = asked.run();
    EXPECT_TRUE(without.weights.empty());
    EXPECT_EQ(without.output, with.output);
    EXPECT_EQ(without.logSumExp, with.logSumExp);
  }
}

TEST(Attend, rowsOfWeightsSumTo1OrAreAll0) {
  Random random(3);
  for (int round = 0; round < 50; ++round) {
    Attending asked = randomAttending(random);
    asked.needWeights = true;
    asked.weightsAre = Shown::weights;
    const AttendResult answer = asked.run();
    const auto keys = static_cast<std::size_t>(asked.keyCount());
    for (std::size_t row = 0; row < answer.logSumExp.size(); ++row) {
      double sum = 0;
      for (std::size_t j = 0; j < keys; ++j) sum += double{answer.weights[row * keys + j]};
      if (answer.logSumExp[row] == kMinusInfinity) {
        EXPECT_EQ(sum, 0);
      } else {
        // The sum was taken with 8 additions a lane, and at each of the tiles of 64 keys multiplied by an
        // exponential (2 u) where the maximum moved; each weight is rounded once more.
        EXPECT_NEAR(sum, 1, (8 + 1 + 3 * (asked.keyCount() / 64 + 1)) * kRoundoff);
      }
    }
  }
}

TEST(Attend, aQueryThatSeesNoKeyGetsZerosAndMinusInfinity) {
  Random random(4);
  Attending asked = someAttending(random);
  asked.allowed = Owned<std::uint8_t>{{1, 1, 5, 7}, std::vector<std::uint8_t>(35, 1)};
  std::fill_n(asked.allowed->data.begin() + 2 * 7, 7, 0);
  const AttendResult answer = asked.run();
  for (int row = 0; row < 2 * 4 * 5; ++row) {
    const auto at = static_cast<std::size_t>(row);
    const bool hidden = row % 5 == 2;
    EXPECT_EQ(answer.logSumExp[at] == kMinusInfinity, hidden);
    EXPECT_EQ(std::count(&answer.output[3 * at], &answer.output[3 * at] + 3, 0.0F), hidden ? 3 : 0);
    EXPECT_EQ(std::count(&answer.weights[7 * at], &answer.weights[7 * at] + 7, 0.0F), hidden ? 7 : 0);
  }
}

TEST(Attend, aBiasOfMinusInfinityHidesAsTheMaskDoes) {
  Random random(5);
  Attending hidden = someAttending(random);
  hidden.allowed = Owned<std::uint8_t>{{2, 1, 5, 7}, std::vector<std::uint8_t>(70)};
  Attending biased = hidden;
  biased.allowed.reset();
  biased.bias = OwnedTensor{{2, 1, 5, 7}, std::vector<float>(70)};
  for (std::size_t i = 0; i < 70; ++i) {
    hidden.allowed->data[i] = random.coin();
    biased.bias->data[i] = hidden.allowed->data[i] == 1 ? 0 : kMinusInfinity;
  }
  EXPECT_EQ(biased.run().output, hidden.run().output);
  EXPECT_EQ(biased.run().weights, hidden.run().weights);
}

TEST(Attend, causalityWindowsAndLengthsAreTheMasksThatSpellThemOut) {
  Random random(6);
  for (int round = 0; round < 40; ++round) {
    Attending asked = randomAttending(random);
    asked.allowed.reset();
    asked.needWeights = true;
    asked.isCausal = round % 2 == 0;
    asked.window = round % 4 < 2 ? std::optional<int>(random.integer(0, 40)) : std::nullopt;
    Attending spelt = asked;
    spelt.isCausal = false;
    spelt.window.reset();
    spelt.rightWindow.reset();
    spelt.keyLengths.reset();
    spelt.allowed = Owned<std::uint8_t>{{asked.batch(), 1, asked.queryCount(), asked.keyCount()}, {}};
    for (int batch = 0; batch < asked.batch(); ++batch) {
      const int length =
          asked.keyLengths ? asked.keyLengths->at(static_cast<std::size_t>(batch)) : asked.keyCount();
      const bool fromTheEnd = asked.keyLengths && !asked.pastKeys;
      for (int i = 0; i < asked.queryCount(); ++i) {
        const int position = i + (fromTheEnd ? length - asked.queryCount() : asked.pastCount());
        for (int j = 0; j < asked.keyCount(); ++j) {
          const bool past = !asked.isCausal || j <= position;
          const bool right = !asked.rightWindow || j - position <= *asked.rightWindow;
          const bool left = !asked.window || position - j <= *asked.window;
          spelt.allowed->data.push_back(j < length && past && left && right);
        }
      }
    }
    // Tiles begin elsewhere, so sums round differently: each answer is as far from the true one as the oracle
    // says.
    const AttendOracle expected = attendOracle(spelt);
    EXPECT_TRUE(isWithin(asked.run().output, expected.output));
    EXPECT_TRUE(isWithin(asked.run().weights, expected.weights));
    EXPECT_TRUE(isWithin(spelt.run().output, expected.output));
  }
}

TEST(Attend, aWindowAsLongAsTheSequenceIsNone) {
  Random random(7);
  Attending asked = someAttending(random);
  asked.isCausal = true;
  const AttendResult full = asked.run();
  for (const int window : {4, 5, 1000, std::numeric_limits<int>::max()}) {
    asked.window = window;
    EXPECT_EQ(asked.run().output, full.output) << window;
  }
  asked.window = 3;
  EXPECT_NE(asked.run().output, full.output);
}

TEST(Attend, aCausalWindowOf0SeesTheQueryItselfAlone) {
  Random random(8);
  Attending asked = someAttending(random);
  asked.isCausal = true;
  asked.window = 0;
  const AttendResult answer = asked.run();
  for (int batch = 0; batch < 2; ++batch) {
    for (int head = 0; head < 4; ++head) {
      for (int i = 0; i < 5; ++i) {
        const auto row = static_cast<std::size_t>((batch * 4 + head) * 5 + i);
        for (int f = 0; f < 3; ++f) {
          EXPECT_EQ(answer.output[row * 3 + static_cast<std::size_t>(f)],
                    asked.values.at(batch, head / 2, i, f));
        }
      }
    }
  }
}

TEST(Attend, causalOutputIgnoresTheFuture) {
  Random random(9);
  Attending asked;
  asked.queries = randomTensor(random, {1, 1, 70, 4}, 2);
  asked.keys = randomTensor(random, {1, 1, 70, 4}, 2);
  asked.values = randomTensor(random, {1, 1, 70, 3}, 2);
  asked.isCausal = true;
  const std::vector<float> before = asked.run().output;
  for (int i = 66 * 4; i < 70 * 4; ++i) asked.keys.data[static_cast<std::size_t>(i)] += 1;
  for (int i = 66 * 3; i < 70 * 3; ++i) asked.values.data[static_cast<std::size_t>(i)] += 1;
  const std::vector<float> after = asked.run().output;
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 66 * 3, after.begin()));
  EXPECT_FALSE(std::equal(before.begin() + 66 * 3, before.end(), after.begin() + 66 * 3));
}

TEST(Attend, groupedHeadsAreMultiHeadAttentionWithTheHeadsRepeated) {
  Random random(10);
  for (int round = 0; round < 20; ++round) {
    Attending grouped = randomAttending(random);
    Attending repeated = grouped;
    const int heads = grouped.heads();
    const auto repeat = [&](OwnedTensor& tensor) {
      const OwnedTensor before = tensor;
      tensor.shape[1] = heads;
      tensor.data.clear();
      for (int batch = 0; batch < before.shape[0]; ++batch) {
        for (int head = 0; head < heads; ++head) {
          for (int token = 0; token < before.shape[2]; ++token) {
            for (int f = 0; f < before.shape[3]; ++f) {
              tensor.data.push_back(before.at(batch, head * before.shape[1] / heads, token, f));
            }
          }
        }
      }
    };
    repeat(repeated.keys);
    repeat(repeated.values);
    if (repeated.pastKeys) repeat(*repeated.pastKeys);
    if (repeated.pastValues) repeat(*repeated.pastValues);
    EXPECT_EQ(repeated.run().output, grouped.run().output);
  }
}

TEST(Attend, theOrderOfTheKeysDoesNotMatter) {
  Random random(11);
  for (int round = 0; round < 20; ++round) {
    Attending forth = randomAttending(random);
    forth.isCausal = false;
    forth.window.reset();
    forth.rightWindow.reset();
    forth.keyLengths.reset();
    if (forth.keys.data.empty()) {
      forth.keys = *forth.pastKeys;
      forth.values = *forth.pastValues;
    }
    forth.pastKeys.reset();
    forth.pastValues.reset();
    forth.allowed.reset();
    forth.bias.reset();
    Attending back = forth;
    const auto reverseTokens = [](OwnedTensor& tensor) {
      const std::ptrdiff_t width = tensor.shape[3];
      const std::ptrdiff_t size = tensor.shape[2] * width;
      for (auto head = tensor.data.begin(); head != tensor.data.end(); head += size) {
        std::reverse(head, head + size);
        for (auto token = head; token != head + size; token += width) std::reverse(token, token + width);
      }
    };
    reverseTokens(back.keys);
    reverseTokens(back.values);
    const AttendOracle expected = attendOracle(forth);
    EXPECT_TRUE(isWithin(back.run().output, expected.output));
    EXPECT_TRUE(isWithin(back.run().logSumExp, expected.logSumExp));
  }
}

TEST(Attend, hugeScoresNeitherOverflowNorMakeNaN) {
  Attending asked = pencil({1, -1, 0}, {1e4F, -1e4F, 1e4F}, {1, 2, 3});
  EXPECT_EQ(asked.run().weights, (std::vector<float>{0.5F, 0, 0.5F, 0, 1, 0, 1.0F / 3, 1.0F / 3, 1.0F / 3}));
  EXPECT_EQ(asked.run().output, (std::vector<float>{2, 2, 2}));
  // log 2 is less than half a step of float32 at 1e4 away from log 2 rounded to such steps.
  EXPECT_TRUE(isWithin(asked.run().logSumExp, around({1e4 + std::log(2), 1e4, std::log(3)}, 6e-8)));
  asked = pencil({1}, {3e38F, -3e38F}, {1, 2});
  EXPECT_EQ(asked.run().output, std::vector<float>{1});
}

// The largest score comes last, in another tile than the first.
TEST(Attend, aMaximumThatComesLateTakesOver) {
  Attending asked = pencil({1}, std::vector<float>(200, -50), std::vector<float>(200, 1));
  asked.keys.data[199] = 200;
  asked.values.data[199] = -7;
  EXPECT_EQ(asked.run().output, std::vector<float>{-7});
  EXPECT_EQ(asked.run().logSumExp, std::vector<float>{200});
}

// The last tile of a head has one query; rows beside it are computed along, with what was there before.
TEST(Attend, whatIsComputedBesideATileStaysThere) {
  Attending asked;
  asked.queries = OwnedTensor{{1, 2, 65, 1}, std::vector<float>(130, 100)};
  asked.keys = OwnedTensor{{1, 2, 1, 1}, {1, 1}};
  asked.values = OwnedTensor{{1, 2, 1, 1}, {3e38F, 3e38F}};
  EXPECT_EQ(asked.run().output, std::vector<float>(130, 3e38F));
}

TEST(Attend, equalScoresGiveTheMeanOfTheValues) {
  Random random(12);
  Attending asked = pencil({0}, std::vector<float>(100, 1), std::vector<float>(100));
  double sum = 0;
  for (float& value : asked.values.data) sum += double{value = random.real(1)};
  EXPECT_TRUE(isWithin(asked.run().weights, around(std::vector<double>(100, 0.01), kRoundoff)));
  // A hundred values of at most 1, added in float32 and divided by a hundred.
  EXPECT_NEAR(asked.run().output[0], sum / 100, 100 * kRoundoff);
}

}  // namespace
}  // namespace softlook::test
