// Names of an enumeration's values, as the JavaScript interface and the CLI spell them.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace softlook {

/// The place of a name. Throws std::invalid_argument that lists the known ones, without the gradients, of
/// which `remark` may tell; `what` says what the names are of.
std::size_t placeOf(std::span<const std::string_view> names, const char* what, std::string_view name,
                    const char* remark = "");

}  // namespace softlook
