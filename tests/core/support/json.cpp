#include "support/json.h"

#include <fstream>
#include <limits>
#include <stdexcept>

namespace softlook::test {

Json readGolden(const std::string& name) {
  const std::string path = std::string(SOFTLOOK_GOLDEN_DIR) + "/" + name + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  return Json::parse(file);
}

float realOf(const Json& json) {
  return json == "-Infinity" ? -std::numeric_limits<float>::infinity() : json.get<float>();
}

}  // namespace softlook::test
