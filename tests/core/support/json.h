// The golden fixtures (tests/golden/README.md) as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace softlook::test {

using Json = nlohmann::json;

/// Reads tests/golden/{name}.json. Throws where there is none, and with the place where it stops being JSON.
Json readGolden(const std::string& name);

/// A float32, or −∞ for the string "-Infinity".
float realOf(const Json& json);

}  // namespace softlook::test
