// Requests drawn at random, the same on every platform.
#pragma once

#include <cstdint>
#include <random>

#include "softlook/request/request.h"

namespace softlook::test {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine(seed) {}

  /// From lowest to highest, both included. (std::uniform_int_distribution differs between libraries.)
  int integer(int lowest, int highest) {
    return lowest + static_cast<int>(engine() % static_cast<std::uint32_t>(highest - lowest + 1));
  }
  bool coin() { return integer(0, 1) == 1; }
  /// Multiples of 1/1024 between −spread and spread.
  float real(float spread) { return spread * static_cast<float>(integer(-1024, 1024)) / 1024; }
  Matrix matrix(int rows, int columns, float spread);

 private:
  std::mt19937 engine;
};

/// Sizes from 1 to 33, mostly odd ones; 1 to 8 heads; every option on or off, every matrix given or toy.
Request randomRequest(Random& random);

/// One of them with a cache.
Request randomDecoding(Random& random);

/// Likewise, but for a cache and the methods that approximate softmax attention, each of which refuses some
/// options.
Request randomSoftmaxRequest(Random& random);

/// Tokens "w0", "w1", …
std::vector<std::string> someTokens(int count);

}  // namespace softlook::test
