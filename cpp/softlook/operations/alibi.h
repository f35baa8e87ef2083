// The slope of a head's bias by distance.
#pragma once

namespace softlook {

/// Press et al. 2022, section 3: with a power of 2 of heads the slopes 2^(−8/H), 2^(−16/H), …, 2^(−8); else
/// those of the next lower power of 2, and then every other one of twice that.
float alibiSlope(int head, int heads);

}  // namespace softlook
