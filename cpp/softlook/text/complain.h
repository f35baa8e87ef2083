// How the core's complaints are worded: a sentence that says which argument, its value, what was expected
// and, where there is one, the remedy.
#pragma once

#include <string>
#include <string_view>

namespace softlook {

/// A piece of a sentence: text, or a whole number.
inline std::string_view spelt(std::string_view text) { return text; }
inline std::string spelt(long long number) { return std::to_string(number); }

/// Throws std::invalid_argument.
[[noreturn]] void throwComplaint(const std::string& sentence);

/// Throws std::invalid_argument with the pieces put together.
template <typename... Pieces>
[[noreturn]] void complain(const Pieces&... pieces) {
  std::string sentence;
  ((sentence += spelt(pieces)), ...);
  throwComplaint(sentence);
}

/// Throws std::invalid_argument: "{argument} is {value}, expected {expectation}".
template <typename Argument, typename Value, typename... Pieces>
[[noreturn]] void reject(const Argument& argument, const Value& value, const Pieces&... expectation) {
  complain(argument, " is ", value, ", expected ", expectation...);
}

/// Rejects an integer outside lowest … highest.
void requireRange(std::string_view argument, int value, int lowest, int highest,
                  std::string_view remark = "");

/// "NaN", "Infinity" or "-Infinity". Other numbers are never the matter with a float, so they need no digits.
const char* spellNonFinite(float value);

}  // namespace softlook
