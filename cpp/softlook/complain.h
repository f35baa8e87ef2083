// How the core's complaints are worded.
#pragma once

#include <string>
#include <string_view>

namespace softlook {

/// Throws std::invalid_argument: "{argument} is {value}, expected {expectation}".
[[noreturn]] void reject(const std::string& argument, const std::string& value,
                         const std::string& expectation);

/// Rejects an integer outside lowest … highest.
void requireRange(const std::string& argument, int value, int lowest, int highest,
                  const std::string& remark = "");

/// "NaN", "Infinity" or "-Infinity". Other numbers are never the matter with a float, so they need no digits.
std::string spellNonFinite(float value);

}  // namespace softlook
