// The backward pass once more, in float64 and by the formulas of each kind of attention, written out.
#pragma once

#include "support/oracle.h"

namespace softlook::test {

/// Adds the gradients that the request asks for to the stages of its forward pass.
void addGradients(const Request& request, OracleTrace& stages);

}  // namespace softlook::test
