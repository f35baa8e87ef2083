// Well-formed text, as the Unicode Standard 15.0 has it (section 3.9, table 3-7).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace softlook {

/// Where the first sequence starts that is not well-formed UTF-8 (overlong, cut short, a surrogate, above
/// U+10FFFF).
std::optional<std::size_t> firstIllFormed(std::string_view bytes);

}  // namespace softlook
