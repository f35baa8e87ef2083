// What attend() refuses because it is too much: numbers beyond float32, tensors beyond the memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/attending.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

TEST(AttendLimits, whatOverflowsFloat32IsNamedInsteadOfBecomingNaN) {
  const std::string remedy = " overflows float32; use smaller queries, keys, values, scale or mask";
  EXPECT_EQ(complaint([](Attending& a) {
              const std::size_t row = ((1 * 4 + 2) * 5 + 3) * 6;
              std::fill_n(a.queries.data.begin() + static_cast<std::ptrdiff_t>(row), 6, 3e38F);
            }),
            "scores of batch 1, head 2, query 3" + remedy);
  // A product of −∞ is an overflow too, not a hidden key.
  EXPECT_EQ(complaint([](Attending& a) {
              a.queries = zeros({2, 4, 5, 6});
              a.queries.data[0] = 1e30F;
              a.keys = zeros({2, 2, 7, 6});
              a.keys.data[6] = -1e30F;
            }),
            "scores of batch 0, head 0, query 0" + remedy);
  EXPECT_EQ(complaint([](Attending& a) {
              a.queries.data[0] = 3e37F;
              a.keys.data[0] = 2;
              a.bias = zeros({1, 1, 1, 7});
              a.bias->data[0] = 3.3e38F;
            }),
            "scores of batch 0, head 0, query 0" + remedy);
}

/// Of what hides the last two of seven keys from all queries.
const std::vector<std::function<void(Attending&)>> kHiding = {
    [](Attending& a) {
      a.keyLengths = {{5, 5}};
    },
    [](Attending& a) {
      a.allowed = {{1, 1, 1, 7}, {1, 1, 1, 1, 1, 0, 0}};
    },
    [](Attending& a) {
      a.allowed = {{1, 1, 1, 5}, {1, 1, 1, 1, 1}};
    },
    [](Attending& a) {
      a.bias = {{1, 1, 1, 7}, {0, 0, 0, 0, 0, kMinusInfinity, kMinusInfinity}};
    },
    [](Attending& a) { a.isCausal = true; },
    [](Attending& a) { a.rightWindow = 0; },
};

TEST(AttendLimits, whatNoQueryMaySeeDoesNotMatterHoweverLargeItIs) {
  for (std::size_t way = 0; way < kHiding.size(); ++way) {
    for (const float large : {3e38F, -3e38F}) {
      for (const bool capped : {false, true}) {
        SCOPED_TRACE(std::to_string(way) + (capped ? " capped" : ""));
        Random random(9);
        Attending asked = someAttending(random);
        kHiding[way](asked);
        if (capped) asked.softcap = 2.0F;
        const AttendResult expected = asked.run();
        for (std::size_t head = 0; head < 4; ++head) {
          std::fill_n(asked.keys.data.begin() + static_cast<std::ptrdiff_t>(head * 42 + 30), 12, large);
          std::fill_n(asked.values.data.begin() + static_cast<std::ptrdiff_t>(head * 21 + 15), 6, large);
        }
        const AttendResult actual = asked.run();
        EXPECT_EQ(actual.output, expected.output);
        EXPECT_EQ(actual.logSumExp, expected.logSumExp);
        EXPECT_EQ(actual.weights, expected.weights);
        // It is asked to be shown.
        asked.weightsAre = Shown::scaled;
        EXPECT_EQ(complaintAbout(asked.request()).substr(0, 34), "scores of batch 0, head 0, query 0");
      }
    }
  }
}

TEST(AttendLimits, aMeanOfTheLargestNumbersIsOneOfThem) {
  for (const float large : {3e38F, -3e38F, std::numeric_limits<float>::max()}) {
    Random random(10);
    Attending asked = someAttending(random);
    for (std::size_t i = 0; i < asked.values.data.size(); i += 3) asked.values.data[i] = large;
    const std::vector<float> others = asked.run().output;
    asked.scale = 0.0F;
    for (std::size_t i = 0; i < others.size(); i += 3) {
      EXPECT_NEAR(others[i] / large, 1, 1e-6);
      EXPECT_NEAR(asked.run().output[i] / large, 1, 1e-6);
      EXPECT_LT(std::abs(others[i + 1]), 10);
    }
  }
  // Those of opposite signs cancel, also where their sums overflow on the way.
  Attending opposite;
  opposite.queries = opposite.keys = zeros({1, 1, 4, 1});
  opposite.values = {{1, 1, 4, 1}, {3e38F, 3e38F, -3e38F, -3e38F}};
  EXPECT_EQ(opposite.run().output, std::vector<float>(4, 0.0F));
}

/// What attend() says to one head of widths 64 with that many queries and keys.
std::string complaintAboutLengths(int queries, int keys, bool needWeights) {
  const std::vector<float> numbers(static_cast<std::size_t>(std::max(queries, keys)) * 64);
  const auto tokens = [&](int count) {
    return Tensor{{1, 1, count, 64}, std::span(numbers).first(static_cast<std::size_t>(count) * 64)};
  };
  AttendRequest request;
  request.queries = tokens(queries);
  request.keys = request.values = tokens(keys);
  request.needWeights = needWeights;
  return complaintAbout(request);
}

TEST(AttendLimits, whatDoesNotFitTheMemoryIsRefusedBeforeItIsComputed) {
  // Weights of 8192² are 256 MiB; queries, keys, values and output 2 MiB each, logSumExp some more.
  EXPECT_EQ(complaintAboutLengths(8192, 8192, true),
            "the tensors and the answer would hold 265 MiB, expected at most 192 MiB; leave out needWeights "
            "or split the batch, the heads or the queries over several calls");
  // 128 numbers a key, 128 + 1 for the query: one number more than 192 MiB hold.
  static_assert(393215 * 128 + 129 == kMaxAttendBytes / 4 + 1);
  EXPECT_EQ(complaintAboutLengths(1, 393215, false),
            "the tensors and the answer would hold 193 MiB, expected at most 192 MiB; split the batch, the "
            "heads or the queries over several calls");
  EXPECT_EQ(complaintAboutLengths(1, 393214, false), "nothing");
}

TEST(AttendLimits, theMemoryOfAMaskCountsToo) {
  AttendRequest request;
  const std::vector<float> numbers(8192);
  request.queries = {{1, 1, 8192, 1}, numbers};
  request.keys = request.values = {{1, 1, 8192, 1}, numbers};
  const std::vector<std::uint8_t> cells(std::size_t{8192} * 8192);
  request.allowed = {{1, 1, 8192, 8192}, cells};
  // 64 MiB of mask and 256 MiB of weights; the numbers themselves, which come to 160 KiB, round up.
  request.needWeights = true;
  EXPECT_EQ(complaintAbout(request).substr(0, 48), "the tensors and the answer would hold 321 MiB, e");
}

TEST(AttendLimits, theMemoryOfTheJoinedKeysAndValuesCountsToo) {
  const std::vector<float> numbers(std::size_t{200000} * 64);
  const Tensor one = {{1, 1, 1, 64}, std::span(numbers).first(64)};
  AttendRequest request;
  request.queries = request.keys = request.values = one;
  request.pastKeys = request.pastValues = {{1, 1, 200000, 64}, numbers};
  // 200,000 · 128 past numbers are 97.7 MiB, and as many again come back.
  EXPECT_EQ(complaintAbout(request).substr(0, 48), "the tensors and the answer would hold 196 MiB, e");
}

TEST(AttendLimits, keysOutsideTheWindowOfATileAreNotLookedAt) {
  // Each query sees itself: of 130 tokens, the last two are a tile of their own. What the tile before has
  // left in the columns next to theirs would overflow.
  Attending asked;
  asked.queries = asked.keys = zeros({1, 1, 130, 1});
  asked.values = zeros({1, 1, 130, 1});
  asked.isCausal = true;
  asked.window = 0;
  asked.queries.data[129] = 1e30F;
  asked.keys.data[66] = 1e30F;
  EXPECT_EQ(complaintAbout(asked.request()), "nothing");
}

TEST(AttendLimits, widthsAreLimitedForTheTilesHaveThem) {
  const auto ofWidths = [](int headDim, int valueDim) {
    return complaint([&](Attending& a) {
      a.queries = zeros({2, 4, 5, headDim});
      a.keys = zeros({2, 2, 7, headDim});
      a.values = zeros({2, 2, 7, valueDim});
    });
  };
  EXPECT_EQ(ofWidths(4096, 4096), "nothing");
  EXPECT_EQ(ofWidths(4097, 1), "queries.shape[3] is 4097, expected at most 4096");
  EXPECT_EQ(ofWidths(1, 4097), "values.shape[3] is 4097, expected at most 4096");
}

}  // namespace
}  // namespace softlook::test
