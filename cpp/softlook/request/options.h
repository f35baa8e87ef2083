// Checks of what a request may leave out: parameters, masks, positions, methods, gradients, a cache.
#pragma once

#include "softlook/request/request.h"
#include "softlook/request/settings.h"

namespace softlook {

/// What has to be right before the settings are found: options that exclude each other. Throws as
/// checkRequest.
void checkCombinations(const Request& request);

/// Every option by itself, of the shapes that the settings ask for. Throws as checkRequest.
void checkOptions(const Request& request, const Settings& settings);

}  // namespace softlook
