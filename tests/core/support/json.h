// Enough of JSON to read the golden fixtures (tests/golden/README.md) and to check what the CLI prints.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace softlook::test {

struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string string;
  std::vector<Json> array;
  std::map<std::string, Json> object;

  /// A member of an object. Throws std::runtime_error where there is none.
  const Json& at(const std::string& key) const;
  bool has(const std::string& key) const { return object.count(key) > 0; }
  int integer() const { return static_cast<int>(number); }
  /// A number, or −∞ for the string "-Infinity".
  float real() const;
};

/// Throws std::runtime_error with the place where the text stops being JSON.
Json parseJson(std::string_view text);

/// Reads and parses tests/golden/{name}.json.
Json readGolden(const std::string& name);

}  // namespace softlook::test
