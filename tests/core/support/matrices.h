// Comparing matrices, and making small ones by hand.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <limits>
#include <string>

#include "softlook/trace/trace.h"

namespace softlook::test {

inline constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();

/// A reference in float64.
using Wide = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// matrix({{1, 2}, {3, 4}}).
Matrix matrix(std::initializer_list<std::initializer_list<float>> rows);

/// Does every cell lie within relative · |expected| + absolute of the expected one? −∞ only equals −∞.
/// Says which cell is the first that does not.
testing::AssertionResult isNear(const Matrix& actual, const Wide& expected, double relative, double absolute);

/// Bit for bit the same, but for the sign of a zero.
testing::AssertionResult isEqual(const Matrix& actual, const Matrix& expected);

/// The eight hexadecimal digits of a float32's bits.
std::string bitsOf(float value);

/// "scores 2", for the messages of a loop over stages.
std::string label(StageRef ref);

}  // namespace softlook::test
