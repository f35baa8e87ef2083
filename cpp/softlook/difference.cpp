#include "softlook/difference.h"

namespace softlook {

Matrix difference(const Matrix& values, Matrix before) {
  before = (values.array() == before.array()).select(0.0F, values - before);
  return before;
}

}  // namespace softlook
