#include "softlook/operations/alibi.h"

#include <cstdlib>

#include "softlook/numbers/elementary.h"
#include "softlook/operations/operation.h"
#include "softlook/operations/positions.h"

namespace softlook {

float alibiSlope(int head, int heads) {
  int power = 1;
  while (power * 2 <= heads) power *= 2;
  constexpr double kLn2 = 0.69314718055994531;
  // From head `power` on, the odd places among twice as many slopes; the even ones are there already.
  const double exponent =
      head < power ? 8.0 * (head + 1) / power : 8.0 * (2 * (head - power) + 1) / (2 * power);
  return static_cast<float>(exponentialOf(-exponent * kLn2));
}

namespace {

/// −slope · |query − key|
Matrix compute(const PlannedStage& stage, const Inputs& /*inputs*/, const Settings& settings) {
  Matrix bias = zeros(stage.rows, stage.columns);
  const float slope = alibiSlope(stage.head, settings.numHeads);
  const int first = firstPosition(stage.rowAxis, settings);
  for (int query = 0; query < stage.rows; ++query) {
    for (int key = 0; key < stage.columns; ++key) {
      bias(query, key) = static_cast<float>(std::abs(first + query - key)) * -slope;
    }
  }
  return bias;
}

void explain(Explainer& cell) {
  const int distance = std::abs(firstPosition(cell.stage.rowAxis, cell.settings) + cell.row - cell.column);
  cell.add(constant(static_cast<float>(distance)), -alibiSlope(cell.stage.head, cell.settings.numHeads));
}

}  // namespace

const OperationUnit operations::alibi = {compute, explain, nullptr, oneACell};

}  // namespace softlook
