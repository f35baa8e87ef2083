// Can a request of attend() be answered? Complaints as in request/check.h.
#pragma once

#include "softlook/attend/attend.h"

namespace softlook {

/// The lengths of a request, with the defaults filled in.
struct AttendSizes {
  int batch, heads, kvHeads;       // B, H, G
  int queries, pastKeys, newKeys;  // N, P, M
  int headDim, valueDim;           // D, Dv
  float scale;

  int keys() const { return pastKeys + newKeys; }
  /// The key/value head that a query head reads; neighbouring query heads share one (Ainslie et al. 2023,
  /// "GQA").
  int kvHead(int head) const { return head / (heads / kvHeads); }
};

/// Checks everything before anything is computed or allocated.
AttendSizes checkAttend(const AttendRequest& request);

}  // namespace softlook
