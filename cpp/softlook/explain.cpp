#include <stdexcept>

#include "softlook/trace.h"

namespace softlook {

Explanation explain(const Trace&, const Cell&) { throw std::logic_error("not yet"); }

}  // namespace softlook
