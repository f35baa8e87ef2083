// Which keys each query may look at.
#pragma once

#include "softlook/request/request.h"

namespace softlook {

/// Does the mask say anything, so that the trace has a mask stage?
bool isPresent(const Mask& mask);

/// (queries, keys): 0 where the query may look, −∞ where it may not (Vaswani et al. 2017, section 3.2.3), and
/// where it may, Mask::bias. The mask is of all queries; these are the last, from position `first` on.
Matrix maskMatrix(const Mask& mask, int queries, int keys, int first);

/// (queries, keys): 0 where the key is at most `reach` positions away, or one of the two is among the first
/// `globalTokens`, else −∞ (Beltagy et al. 2020, section 3.1: a window of 2 · reach + 1, symmetric global).
Matrix patternMatrix(int reach, int globalTokens, int queries, int keys);

}  // namespace softlook
