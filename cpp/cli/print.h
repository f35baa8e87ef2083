// A trace as text: one paragraph a stage, with a formula and a matrix whose rows and columns are named.
#pragma once

#include <ostream>

#include "softlook/trace/trace.h"

namespace softlook::cli {

struct Paper {
  bool unicode;  // "−0.50", "−∞" and "·", else "-0.50", "-inf" and "*"
  int columns;   // wider matrices are broken into blocks of columns
};

void printTrace(std::ostream& out, const Trace& trace, const Paper& paper);

}  // namespace softlook::cli
