// Numbers in float64, each with a bound on how far float32 arithmetic may be from it.
//
// A running error analysis (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 3.3): every
// operation passes on the bounds of its inputs and adds what it rounds itself. So no tolerance has to be
// tuned.
#pragma once

#include <vector>

#include "support/matrices.h"

namespace softlook::test {

/// Half the distance from 1 to the next float32, the most that one rounding changes, relative to the result.
inline constexpr double kRoundoff = 1.0 / (1 << 24);

struct Estimate {
  Wide values;
  Wide error;  // of the same shape; 0 where the number is exact

  static Estimate exact(const Wide& values) { return {values, Wide::Zero(values.rows(), values.cols())}; }
  /// Numbers that float32 rounds once, from float64 whose own error is below `absolute`.
  static Estimate rounded(const Wide& values, double absolute);
  Estimate transposed() const { return {values.transpose(), error.transpose()}; }
};

/// left · right, by three loops.
Estimate multiply(const Estimate& left, const Estimate& right);
/// Cell by cell.
Estimate add(const Estimate& left, const Estimate& right);
/// A row added to every row.
Estimate addToRows(const Estimate& rows, const Estimate& row);
/// Times a factor that is itself rounded to float32.
Estimate times(const Estimate& left, double factor);
/// Divided by a float32.
Estimate dividedBy(const Estimate& left, double divisor);
/// Row i over divisor i, which is further from 0 than its error.
Estimate overRows(const Estimate& left, const Estimate& divisors);
/// cap · tanh(x / cap), which is rounded once.
Estimate capped(const Estimate& left, double cap);
/// Row p − first, features j and j + D/2: (a cos − b sin, b cos + a sin) of the angle direction · p ·
/// 10000^(−2j/D).
Estimate rotatedRows(const Estimate& rows, double direction = 1, int first = 0);
/// Of each row; rows of −∞ give zeros.
Estimate softmaxOfRows(const Estimate& scores);
/// w_j (g_j − Σ_k w_k g_k) of each row, rounded once.
Estimate softmaxSlopes(const Estimate& weights, const Estimate& gradients);
/// gradient · (1 − tanh²(score / cap)), where the second factor is rounded, too.
Estimate softcapSlopes(const Estimate& scores, const Estimate& gradients, double cap);

/// gradient · φ′(x), where φ is elu + 1.
Estimate featureSlopes(const Estimate& x, const Estimate& gradients);

/// Some rows of an estimate.
Estimate rowsOf(const Estimate& from, Eigen::Index first, Eigen::Index count);
/// Side by side, so that a sum of products is one product.
Estimate beside(const std::vector<Estimate>& parts);
/// One below the other.
Estimate stacked(const std::vector<Estimate>& parts);
Estimate ones(Eigen::Index rows, Eigen::Index columns);

/// Does every cell lie within its bound? −∞ only equals −∞.
testing::AssertionResult isWithin(const Matrix& actual, const Estimate& expected);

}  // namespace softlook::test
