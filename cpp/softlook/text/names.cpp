#include "softlook/text/names.h"

#include <algorithm>
#include <string>

#include "softlook/text/complain.h"

namespace softlook {

std::size_t placeOf(std::span<const std::string_view> names, const char* what, std::string_view name,
                    const char* remark) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string known;
  for (const std::string_view candidate : names) {
    if (candidate.find("Gradient") != std::string_view::npos) continue;
    known += (known.empty() ? "" : ", ") + std::string(candidate);
  }
  complain(what, " is \"", name, "\", expected one of ", known, remark);
}

}  // namespace softlook
