// How the core's complaints are worded: a sentence that says which argument, its value, what was expected
// and, where there is one, the remedy.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace softlook {

/// A piece of a sentence: text, or a whole number.
class Piece {
 public:
  Piece(const char* words) : text(words) {}
  Piece(const std::string& words) : text(words) {}
  Piece(std::string_view words) : text(words) {}
  Piece(long long count) : number(count), isNumber(true) {}
  Piece(long count) : Piece(static_cast<long long>(count)) {}
  Piece(int count) : Piece(static_cast<long long>(count)) {}
  Piece(std::size_t count) : Piece(static_cast<long long>(count)) {}

  std::string_view text;
  long long number = 0;
  bool isNumber = false;
};

/// Throws std::invalid_argument with the pieces put together.
[[noreturn]] void throwComplaint(std::initializer_list<Piece> pieces);

template <typename... Pieces>
[[noreturn]] void complain(const Pieces&... pieces) {
  throwComplaint({pieces...});
}

/// Throws std::invalid_argument: "{argument} is {value}, expected {expectation}".
template <typename Argument, typename Value, typename... Pieces>
[[noreturn]] void reject(const Argument& argument, const Value& value, const Pieces&... expectation) {
  throwComplaint({argument, " is ", value, ", expected ", expectation...});
}

/// Rejects an integer outside lowest … highest.
void requireRange(std::string_view argument, int value, int lowest, int highest,
                  std::string_view remark = "");

/// "NaN", "Infinity" or "-Infinity". Other numbers are never the matter with a float, so they need no digits.
const char* spellNonFinite(float value);

}  // namespace softlook
