#include "softlook/text/complain.h"

#include <cmath>
#include <stdexcept>

namespace softlook {

void throwComplaint(std::initializer_list<Piece> pieces) {
  std::string sentence;
  for (const auto& [text, number] : pieces) {
    if (text == nullptr) {
      sentence += std::to_string(number);
    } else if (number < 0) {
      sentence += text;
    } else {
      sentence.append(text, static_cast<std::size_t>(number));
    }
  }
  throw std::invalid_argument(sentence);
}

void requireRange(std::string_view argument, int value, int lowest, int highest, std::string_view remark) {
  if (value >= lowest && value <= highest) return;
  if (lowest == highest) reject(argument, value, lowest, remark);
  reject(argument, value, lowest, " to ", highest, remark);
}

const char* spellNonFinite(float value) {
  if (std::isnan(value)) return "NaN";
  return value < 0 ? "-Infinity" : "Infinity";
}

}  // namespace softlook
