#include "support/matrices.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>

namespace softlook::test {

Matrix matrix(std::initializer_list<std::initializer_list<float>> rows) {
  Matrix result(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.begin()->size()));
  Eigen::Index row = 0;
  for (const auto& cells : rows) {
    Eigen::Index column = 0;
    for (const float cell : cells) result(row, column++) = cell;
    ++row;
  }
  return result;
}

testing::AssertionResult isNear(const Matrix& actual, const Wide& expected, double relative,
                                double absolute) {
  if (actual.rows() != expected.rows() || actual.cols() != expected.cols()) {
    return testing::AssertionFailure() << "is " << actual.rows() << " by " << actual.cols() << ", expected "
                                       << expected.rows() << " by " << expected.cols();
  }
  for (Eigen::Index row = 0; row < actual.rows(); ++row) {
    for (Eigen::Index column = 0; column < actual.cols(); ++column) {
      const double is = actual(row, column);
      const double want = expected(row, column);
      if (is == want || std::abs(is - want) <= relative * std::abs(want) + absolute) continue;
      return testing::AssertionFailure() << "row " << row << ", column " << column << " is " << is
                                         << ", expected " << want << " (off by " << is - want << ")";
    }
  }
  return testing::AssertionSuccess();
}

testing::AssertionResult isEqual(const Matrix& actual, const Matrix& expected) {
  return isNear(actual, expected.cast<double>(), 0, 0);
}

std::string bitsOf(float value) {
  std::uint32_t bits = 0;  // std::bit_cast is newer than Emscripten 3.1.6's library
  std::memcpy(&bits, &value, sizeof bits);
  std::array<char, 9> digits{};
  std::snprintf(digits.data(), digits.size(), "%08x", static_cast<unsigned>(bits));
  return digits.data();
}

std::string label(StageRef ref) { return std::string(name(ref.id)) + " " + std::to_string(ref.head); }

}  // namespace softlook::test
