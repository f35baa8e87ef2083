#include "softlook/numbers/toy.h"

#include <cmath>

namespace softlook {

namespace {

/// 64-bit FNV-1a, continued from `hash` (Fowler, Noll, Vo; RFC 9923).
std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash) {
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3;
  }
  return hash;
}

/// The output function of SplitMix64 (Steele, Lea, Flood 2014), here applied to a counter.
std::uint64_t splitmix(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// Where the numbers of one token or one matrix start. The kind keeps the token "query" apart from the
/// matrix.
std::uint64_t stream(std::uint32_t seed, std::string_view kind, std::string_view text) {
  constexpr std::uint64_t kOffsetBasis = 0xcbf29ce484222325;
  return splitmix(fnv1a(text, fnv1a(kind, kOffsetBasis)) ^ splitmix(seed));
}

/// Near-normal, as an integer: the sum of four uniform 16-bit numbers less its mean. From −131070 to 131070.
std::int32_t nearNormal(std::uint64_t start, int row, int column) {
  const auto place = (static_cast<std::uint64_t>(row) << 32) | static_cast<std::uint64_t>(column);
  const std::uint64_t bits = splitmix(start + place);
  std::int32_t sum = 0;
  for (int part = 0; part < 4; ++part) sum += static_cast<std::int32_t>((bits >> (16 * part)) & 0xffff);
  return sum - 131070;
}

/// The factor that gives nearNormal the variance 1 / divisor: a uniform 16-bit number has variance (2³² − 1)
/// / 12.
double factor(int divisor) { return std::sqrt(3.0 / (4294967295.0 * divisor)); }

}  // namespace

Matrix toyEmbeddings(std::uint32_t seed, const std::vector<std::string>& tokens, int embedDim) {
  Matrix result(static_cast<Eigen::Index>(tokens.size()), embedDim);
  const double unit = factor(1);
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    const std::uint64_t start = stream(seed, "token:", tokens[static_cast<std::size_t>(row)]);
    for (int column = 0; column < embedDim; ++column) {
      result(row, column) = static_cast<float>(nearNormal(start, 0, column) * unit);
    }
  }
  return result;
}

Matrix toyWeights(std::uint32_t seed, std::string_view name, int rows, int firstColumn, int columns) {
  Matrix result(rows, columns);
  const std::uint64_t start = stream(seed, "weights:", name);
  const double gain = name == "query" || name == "key" ? 1.25 : 1.0;
  const double unit = gain * factor(rows);
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      result(row, column) = static_cast<float>(nearNormal(start, row, firstColumn + column) * unit);
    }
  }
  return result;
}

}  // namespace softlook
