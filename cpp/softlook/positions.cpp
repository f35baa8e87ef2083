#include "softlook/positions.h"

#include <cstdlib>

#include "softlook/elementary.h"

namespace softlook {

double frequency(int pair, int width) {
  constexpr double kLog10000 = 9.2103403719761836;
  return exponentialOf(-2.0 * pair / width * kLog10000);
}

float sinusoid(int position, int column, int width) {
  const Direction wave = directionOf(position * frequency(column / 2, width));
  return static_cast<float>(column % 2 == 0 ? wave.sine : wave.cosine);
}

Matrix sinusoids(int rows, int width) {
  Matrix table(rows, width);
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < width; ++column) table(row, column) = sinusoid(row, column, width);
  }
  return table;
}

Rotation rotation(int position, int pair, int width, bool back) {
  const double angle = position * frequency(pair, width);
  const Direction turn = directionOf(angle);
  return {angle, static_cast<float>(turn.cosine), static_cast<float>(back ? -turn.sine : turn.sine)};
}

Matrix rotated(const Matrix& features, int first, bool back) {
  Matrix result(features.rows(), features.cols());
  const auto width = static_cast<int>(features.cols());
  const int half = width / 2;
  for (int row = 0; row < features.rows(); ++row) {
    for (int pair = 0; pair < half; ++pair) {
      const Rotation turn = rotation(first + row, pair, width, back);
      const float a = features(row, pair);
      const float b = features(row, pair + half);
      result(row, pair) = a * turn.cosine + b * -turn.sine;
      result(row, pair + half) = b * turn.cosine + a * turn.sine;
    }
  }
  return result;
}

float alibiSlope(int head, int heads) {
  int power = 1;
  while (power * 2 <= heads) power *= 2;
  constexpr double kLn2 = 0.69314718055994531;
  // From head `power` on, the odd places among twice as many slopes; the even ones are there already.
  const double exponent =
      head < power ? 8.0 * (head + 1) / power : 8.0 * (2 * (head - power) + 1) / (2 * power);
  return static_cast<float>(exponentialOf(-exponent * kLn2));
}

float alibi(int query, int key, float slope) { return static_cast<float>(std::abs(query - key)) * -slope; }

Matrix alibiBias(int queries, int keys, float slope, int first) {
  Matrix bias(queries, keys);
  for (int query = 0; query < queries; ++query) {
    for (int key = 0; key < keys; ++key) bias(query, key) = alibi(first + query, key, slope);
  }
  return bias;
}

}  // namespace softlook
