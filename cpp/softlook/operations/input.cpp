// Numbers that are made from no others: given, toy, or computed apart.
#include "softlook/operations/operation.h"

namespace softlook {

namespace {

void explain(Explainer& cell) { cell.explanation.computed = cell.explanation.result; }

}  // namespace

const OperationUnit operations::input = {nullptr, explain, nullptr, none};

}  // namespace softlook
