// Keys and values of earlier calls: what is generated token by token is what is computed at once.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/attend_oracle.h"

namespace softlook::test {
namespace {

/// Tokens from … to − 1 of every head.
OwnedTensor tokens(const OwnedTensor& whole, int from, int to) {
  OwnedTensor part{{whole.shape[0], whole.shape[1], to - from, whole.shape[3]}, {}};
  for (int batch = 0; batch < whole.shape[0]; ++batch) {
    for (int head = 0; head < whole.shape[1]; ++head) {
      for (int token = from; token < to; ++token) {
        for (int f = 0; f < whole.shape[3]; ++f) part.data.push_back(whole.at(batch, head, token, f));
      }
    }
  }
  return part;
}

/// Self-attention over `count` tokens, causal, two batches, four heads over two.
Attending sequence(Random& random, int count) {
  Attending asked;
  asked.queries = randomTensor(random, {2, 4, count, 5}, 2);
  asked.keys = randomTensor(random, {2, 2, count, 5}, 2);
  asked.values = randomTensor(random, {2, 2, count, 3}, 2);
  asked.isCausal = true;
  return asked;
}

/// The last of its tokens, the others past.
Attending continued(const Attending& whole, int past) {
  const int count = whole.queryCount();
  Attending rest = whole;
  rest.queries = tokens(whole.queries, past, count);
  rest.pastKeys = tokens(whole.keys, 0, past);
  rest.keys = tokens(whole.keys, past, count);
  rest.pastValues = tokens(whole.values, 0, past);
  rest.values = tokens(whole.values, past, count);
  return rest;
}

OwnedTensor outputOf(const Attending& asked) {
  return {{asked.batch(), asked.heads(), asked.queryCount(), asked.values.shape[3]}, asked.run().output};
}

TEST(AttendPast, whatIsContinuedIsTheEndOfWhatIsComputedAtOnce) {
  Random random(1);
  for (const int count : {1, 2, 17, 64, 65, 130}) {
    Attending whole = sequence(random, count);
    if (count % 2 == 0) whole.window = count / 3;
    if (count > 60) whole.softcap = 3.0F;
    for (const int past : {0, 1, count / 2, count - 1}) {
      if (past >= count) continue;
      SCOPED_TRACE(std::to_string(past) + " of " + std::to_string(count));
      const Attending rest = continued(whole, past);
      // Each is as far from the true numbers as the oracle says; tiles begin at the same keys, but other
      // queries share them.
      const AttendOracle expected = attendOracle(rest);
      EXPECT_TRUE(isWithin(tokens(outputOf(whole), past, count).data, expected.output));
      EXPECT_TRUE(isWithin(rest.run().output, expected.output));
    }
  }
}

TEST(AttendPast, tokenByTokenWithTheCacheOfTheCallBeforeIsTheWhole) {
  Random random(2);
  const Attending whole = sequence(random, 20);
  const AttendOracle expected = attendOracle(whole);
  Attending step = continued(whole, 0);
  OwnedTensor output{{2, 4, 20, 3}, std::vector<float>(480)};
  for (int token = 0; token < 20; ++token) {
    step.queries = tokens(whole.queries, token, token + 1);
    step.keys = tokens(whole.keys, token, token + 1);
    step.values = tokens(whole.values, token, token + 1);
    const AttendResult answer = step.run();
    for (std::size_t head = 0; head < 8; ++head) {
      std::copy_n(&answer.output[head * 3], 3,
                  &output.data[(head * 20 + static_cast<std::size_t>(token)) * 3]);
    }
    step.pastKeys = OwnedTensor{{2, 2, token + 1, 5}, answer.keys};
    step.pastValues = OwnedTensor{{2, 2, token + 1, 3}, answer.values};
  }
  EXPECT_TRUE(isWithin(output.data, expected.output));
  EXPECT_EQ(step.pastKeys->data, whole.keys.data);
  EXPECT_EQ(step.pastValues->data, whole.values.data);
}

TEST(AttendPast, theJoinedKeysAndValuesAreThePastOnesAndThenTheNewOnes) {
  Random random(3);
  const Attending whole = sequence(random, 9);
  for (const int past : {0, 1, 8}) {
    const AttendResult answer = continued(whole, past).run();
    EXPECT_EQ(answer.keys, whole.keys.data);
    EXPECT_EQ(answer.values, whole.values.data);
  }
}

TEST(AttendPast, aMaskCoversThePastKeysToo) {
  Random random(4);
  Attending rest = continued(sequence(random, 6), 4);
  rest.isCausal = false;
  rest.allowed = Owned<std::uint8_t>{{1, 1, 1, 6}, {1, 0, 0, 0, 1, 0}};
  const AttendResult answer = rest.run();
  for (std::size_t row = 0; row < 16; ++row) {
    for (std::size_t key = 0; key < 6; ++key) {
      EXPECT_EQ(answer.weights[row * 6 + key] > 0, key == 0 || key == 4);
    }
  }
}

}  // namespace
}  // namespace softlook::test
