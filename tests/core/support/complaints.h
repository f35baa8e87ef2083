// What trace() says to a request that it does not answer.
#pragma once

#include <functional>
#include <limits>
#include <string>

#include "softlook/request/request.h"

namespace softlook::test {

inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// Three tokens, embedDim 8, two heads.
Request good();

/// The sentence of the std::invalid_argument after the change, or "nothing".
std::string complaint(const std::function<void(Request&)>& change, Request request = good());

}  // namespace softlook::test
