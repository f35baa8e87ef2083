// Every complaint of attend() about a request: the argument, its value, what was expected.
#include <gtest/gtest.h>

#include <limits>

#include "support/attending.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

TEST(AttendChecks, theGoodRequestIsGood) {
  EXPECT_EQ(complaint([](Attending&) {}), "nothing");
}

TEST(AttendChecks, everyLengthIsAtLeast1) {
  EXPECT_EQ(complaint([](Attending& a) {
              a.queries = zeros({0, 4, 5, 6});
            }),
            "queries.shape[0] is 0, expected at least 1");
  EXPECT_EQ(complaint([](Attending& a) {
              a.queries = zeros({2, 4, 5, -6});
            }),
            "queries.shape[3] is -6, expected at least 1");
  EXPECT_EQ(complaint([](Attending& a) {
              a.keys = zeros({2, 2, 0, 6});
            }),
            "keys.shape[2] is 0, expected at least 1");
  EXPECT_EQ(complaint([](Attending& a) {
              a.values = zeros({2, 2, 7, 0});
            }),
            "values.shape[3] is 0, expected at least 1");
}

TEST(AttendChecks, keysFitTheQueriesAndValuesTheKeys) {
  EXPECT_EQ(complaint([](Attending& a) {
              a.keys = zeros({3, 2, 7, 6});
            }),
            "keys.shape[0] is 3, expected 2 (the batch of queries)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.keys = zeros({2, 2, 7, 5});
            }),
            "keys.shape[3] is 5, expected 6 (the width of queries)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.keys = zeros({2, 3, 7, 6});
            }),
            "keys.shape[1] is 3, expected a divisor of 4 (the heads of queries)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.keys = zeros({2, 8, 7, 6});
            }),
            "keys.shape[1] is 8, expected a divisor of 4 (the heads of queries)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.values = zeros({1, 2, 7, 3});
            }),
            "values.shape[0] is 1, expected 2 (the batch of keys)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.values = zeros({2, 1, 7, 3});
            }),
            "values.shape[1] is 1, expected 2 (the heads of keys)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.values = zeros({2, 2, 8, 3});
            }),
            "values.shape[2] is 8, expected 7 (the tokens of keys)");
}

TEST(AttendChecks, thereAreAsManyNumbersAsTheShapeSays) {
  EXPECT_EQ(complaint([](Attending& a) { a.queries.data.pop_back(); }),
            "queries.data has 239 numbers, expected 240 (the product of its shape)");
  EXPECT_EQ(complaint([](Attending& a) { a.values.data.push_back(0); }),
            "values.data has 85 numbers, expected 84 (the product of its shape)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.queries.shape = {1 << 30, 1 << 30, 1 << 30, 6};
              a.keys.shape[0] = a.values.shape[0] = 1 << 30;
            }),
            "queries.data has 240 numbers, expected 4611686018427387904 (the product of its shape)");
}

TEST(AttendChecks, pastKeysAndValuesComeTogetherAndFit) {
  const auto past = [](std::array<int, 4> keys, std::array<int, 4> values) {
    return complaint([&](Attending& a) {
      a.pastKeys = zeros(keys);
      a.pastValues = zeros(values);
    });
  };
  EXPECT_EQ(past({2, 2, 4, 6}, {2, 2, 4, 3}), "nothing");
  EXPECT_EQ(past({2, 2, 0, 6}, {2, 2, 0, 3}), "nothing");
  EXPECT_EQ(complaint([](Attending& a) {
              a.pastKeys = zeros({2, 2, 4, 6});
            }),
            "pastValues is missing, expected a tensor, as pastKeys is given");
  EXPECT_EQ(complaint([](Attending& a) {
              a.pastValues = zeros({2, 2, 4, 3});
            }),
            "pastKeys is missing, expected a tensor, as pastValues is given");
  EXPECT_EQ(past({1, 2, 4, 6}, {2, 2, 4, 3}), "pastKeys.shape[0] is 1, expected 2 (the batch of keys)");
  EXPECT_EQ(past({2, 4, 4, 6}, {2, 2, 4, 3}), "pastKeys.shape[1] is 4, expected 2 (the heads of keys)");
  EXPECT_EQ(past({2, 2, -1, 6}, {2, 2, 4, 3}), "pastKeys.shape[2] is -1, expected at least 0");
  EXPECT_EQ(past({2, 2, 4, 3}, {2, 2, 4, 3}), "pastKeys.shape[3] is 3, expected 6 (the width of keys)");
  EXPECT_EQ(past({2, 2, 4, 6}, {1, 2, 4, 3}), "pastValues.shape[0] is 1, expected 2 (the batch of pastKeys)");
  EXPECT_EQ(past({2, 2, 4, 6}, {2, 1, 4, 3}), "pastValues.shape[1] is 1, expected 2 (the heads of pastKeys)");
  EXPECT_EQ(past({2, 2, 4, 6}, {2, 2, 5, 3}),
            "pastValues.shape[2] is 5, expected 4 (the tokens of pastKeys)");
  EXPECT_EQ(past({2, 2, 4, 6}, {2, 2, 4, 6}), "pastValues.shape[3] is 6, expected 3 (the width of values)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.pastKeys = zeros({2, 2, 4, 6});
              a.pastValues = zeros({2, 2, 4, 3});
              a.pastKeys->data.pop_back();
            }),
            "pastKeys.data has 95 numbers, expected 96 (the product of its shape)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.pastKeys = OwnedTensor{{2, 2, std::numeric_limits<int>::max(), 6}, {}};
              a.pastValues = OwnedTensor{{2, 2, std::numeric_limits<int>::max(), 3}, {}};
            }),
            "pastKeys.shape[2] is 2147483647, expected fewer tokens");
}

TEST(AttendChecks, aMaskCanBeStretchedOverBatchHeadsQueriesAndKeys) {
  const auto allowed = [](std::array<int, 4> shape) {
    return complaint([&](Attending& a) {
      a.allowed = Owned<std::uint8_t>{shape, std::vector<std::uint8_t>(zeros(shape).data.size())};
    });
  };
  const auto bias = [](std::array<int, 4> shape) {
    return complaint([&](Attending& a) { a.bias = zeros(shape); });
  };
  for (const int batch : {1, 2}) {
    for (const int heads : {1, 4}) {
      for (const int queries : {1, 5}) {
        for (const int keys : {1, 5, 7}) {
          EXPECT_EQ(allowed({batch, heads, queries, keys}), "nothing");
          EXPECT_EQ(bias({batch, heads, queries, keys}), "nothing");
        }
      }
    }
  }
  EXPECT_EQ(allowed({3, 4, 5, 7}), "mask.shape is 3 in its last but three axis, expected 1 or 2 (the batch)");
  EXPECT_EQ(bias({2, 2, 5, 7}),
            "mask.shape is 2 in its last but two axis, expected 1 or 4 (the query heads)");
  EXPECT_EQ(bias({2, 4, 7, 7}),
            "mask.shape is 7 in its last but one axis, expected 1 or 5 (the query tokens)");
  EXPECT_EQ(allowed({2, 4, 5, 8}),
            "mask.shape is 8 in its last axis, expected 1 to 7 (the keys, past ones included)");
  EXPECT_EQ(allowed({2, 4, 5, 0}),
            "mask.shape is 0 in its last axis, expected 1 to 7 (the keys, past ones included)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.bias = OwnedTensor{{1, 1, 1, 7}, std::vector<float>(6)};
            }),
            "mask.data has 6 numbers, expected 7 (the product of its shape)");
  EXPECT_EQ(complaint([](Attending& a) {
              a.allowed = Owned<std::uint8_t>{{1, 1, 1, 7}, {1, 0, 1, 2, 0, 3, 1}};
            }),
            "mask.data[3] is 2, expected 0 or 1");
}

TEST(AttendChecks, theFirstNumberThatIsNotFiniteIsNamed) {
  const auto with = [](OwnedTensor Attending::*tensor, float value) {
    return complaint([&](Attending& a) { (a.*tensor).data[17] = (a.*tensor).data[20] = value; });
  };
  EXPECT_EQ(with(&Attending::queries, kNaN), "queries.data[17] is NaN, expected a finite number");
  EXPECT_EQ(with(&Attending::keys, -kMinusInfinity), "keys.data[17] is Infinity, expected a finite number");
  EXPECT_EQ(with(&Attending::values, kMinusInfinity),
            "values.data[17] is -Infinity, expected a finite number");
  const auto past = [](std::optional<OwnedTensor> Attending::*tensor, float value) {
    return complaint([&](Attending& a) {
      a.pastKeys = zeros({2, 2, 4, 6});
      a.pastValues = zeros({2, 2, 4, 3});
      (a.*tensor)->data[5] = value;
    });
  };
  EXPECT_EQ(past(&Attending::pastKeys, kNaN), "pastKeys.data[5] is NaN, expected a finite number");
  EXPECT_EQ(past(&Attending::pastValues, kMinusInfinity),
            "pastValues.data[5] is -Infinity, expected a finite number");
}

TEST(AttendChecks, aFloatMaskTakesMinusInfinityOnly) {
  const auto with = [](float value) {
    return complaint([&](Attending& a) {
      a.bias = zeros({1, 1, 5, 7});
      a.bias->data[9] = value;
    });
  };
  EXPECT_EQ(with(kMinusInfinity), "nothing");
  EXPECT_EQ(with(kNaN), "mask.data[9] is NaN, expected a finite number or -Infinity");
  EXPECT_EQ(with(-kMinusInfinity), "mask.data[9] is Infinity, expected a finite number or -Infinity");
}

TEST(AttendChecks, scaleSoftcapAndWindowMustMakeSense) {
  EXPECT_EQ(complaint([](Attending& a) { a.scale = kNaN; }), "scale is NaN, expected a finite number");
  EXPECT_EQ(complaint([](Attending& a) { a.scale = 0.0F; }), "nothing");
  EXPECT_EQ(complaint([](Attending& a) { a.scale = -1.0F; }), "nothing");
  EXPECT_EQ(complaint([](Attending& a) { a.softcap = 0.0F; }),
            "softcap is 0, expected a finite number above 0");
  EXPECT_EQ(complaint([](Attending& a) { a.softcap = -2.0F; }),
            "softcap is negative, expected a finite number above 0");
  EXPECT_EQ(complaint([](Attending& a) { a.softcap = -kMinusInfinity; }),
            "softcap is Infinity, expected a finite number above 0");
  EXPECT_EQ(complaint([](Attending& a) { a.window = -1; }), "window is -1, expected at least 0");
}

}  // namespace
}  // namespace softlook::test
