#include "softlook/operations/positions.h"

#include "softlook/numbers/elementary.h"

namespace softlook {

double frequency(int pair, int width) {
  constexpr double kLog10000 = 9.2103403719761836;
  return exponentialOf(-2.0 * pair / width * kLog10000);
}

int firstPosition(Axis rowAxis, const Settings& settings) {
  return rowAxis == Axis::queryToken ? settings.firstQuery : 0;
}

}  // namespace softlook
