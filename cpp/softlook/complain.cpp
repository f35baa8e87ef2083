#include "softlook/complain.h"

#include <cmath>
#include <stdexcept>

namespace softlook {

void reject(const std::string& argument, const std::string& value, const std::string& expectation) {
  throw std::invalid_argument(argument + " is " + value + ", expected " + expectation);
}

void complain(std::initializer_list<Piece> pieces) {
  std::string sentence;
  for (const Piece& piece : pieces) sentence += piece.spelt();
  throw std::invalid_argument(sentence);
}

void requireRange(const std::string& argument, int value, int lowest, int highest,
                  const std::string& remark) {
  if (value >= lowest && value <= highest) return;
  const std::string range =
      lowest == highest ? std::to_string(lowest) : std::to_string(lowest) + " to " + std::to_string(highest);
  reject(argument, std::to_string(value), range + remark);
}

const char* spellNonFinite(float value) {
  if (std::isnan(value)) return "NaN";
  return value < 0 ? "-Infinity" : "Infinity";
}

}  // namespace softlook
