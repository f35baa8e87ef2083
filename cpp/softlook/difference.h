// How far one trace is from another, stage by stage.
#pragma once

#include "softlook/trace.h"

namespace softlook {

/// values − before, of the same shape; equal infinities differ by 0. Takes over the memory of `before`.
Matrix difference(const Matrix& values, Matrix before);

}  // namespace softlook
