// Checks of what a request may leave out: parameters, masks, positions, methods, gradients, a cache.
#pragma once

#include "softlook/plan.h"

namespace softlook {

/// What has to be right before widths are found: options that exclude each other. Throws as checkRequest.
void checkCombinations(const Request& request);

/// Every option by itself, of the shapes that the widths ask for. Throws as checkRequest.
void checkOptions(const Request& request, const Widths& widths);

}  // namespace softlook
