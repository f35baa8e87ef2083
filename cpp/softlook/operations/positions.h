// How fast positions turn. Angles, sines and powers are computed in float64 and rounded to float32 once.
#pragma once

#include "softlook/request/settings.h"
#include "softlook/stages/stage.h"

namespace softlook {

/// The frequency of a pair of features, 10000^(−2 · pair / width).
double frequency(int pair, int width);

/// The position of the first row of a stage whose rows are of that axis.
int firstPosition(Axis rowAxis, const Settings& settings);

}  // namespace softlook
