// The names of a request's choices.
#include "softlook/text/names.h"

#include <array>

#include "softlook/request/request.h"

namespace softlook {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 4> kPositions = {"none", "sinusoidal", "rope", "alibi"};
constexpr std::array<std::string_view, 4> kMethods = {"softmax", "linear", "lowRank", "localGlobal"};

static_assert(kPositions.size() == static_cast<std::size_t>(Positions::alibi) + 1);
static_assert(kMethods.size() == static_cast<std::size_t>(Method::localGlobal) + 1);

}  // namespace

Positions positionsNamed(std::string_view name) {
  return static_cast<Positions>(placeOf(kPositions, "positions", name));
}

Method methodNamed(std::string_view name) { return static_cast<Method>(placeOf(kMethods, "method", name)); }

}  // namespace softlook
