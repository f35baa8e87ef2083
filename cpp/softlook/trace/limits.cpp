#include "softlook/trace/limits.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "softlook/request/request.h"
#include "softlook/text/complain.h"

namespace softlook {

std::int64_t cellsOf(const std::vector<PlannedStage>& stages) {
  std::int64_t cells = 0;
  for (const PlannedStage& stage : stages) cells += std::int64_t{stage.rows} * stage.columns;
  return cells;
}

void checkSize(std::int64_t cells) {
  if (cells <= kMaxTraceCells) return;
  complain("the trace would hold ", cells, " numbers, expected at most ", kMaxTraceCells,
           "; use fewer tokens, heads or features");
}

void checkComputed(const Stage& stage, const std::vector<const Matrix*>& inputs) {
  const float* const cells = stage.values.data();
  const bool cellByCell = stage.operation == Operation::mask || stage.operation == Operation::divide;
  const auto isMasked = [&](Eigen::Index i) {
    if (!std::isinf(cells[i]) || cells[i] > 0) return false;
    const auto given = [&](const Matrix* input) { return input->data()[i] == cells[i]; };
    return cellByCell && takesMinusInfinity(stage.id) && std::any_of(inputs.begin(), inputs.end(), given);
  };
  for (Eigen::Index i = 0; i < stage.values.size(); ++i) {
    if (std::isfinite(cells[i]) || isMasked(i)) continue;
    const std::string head = stage.head < 0 ? "" : " of head " + std::to_string(stage.head);
    complain(name(stage.id), head, " overflows float32 at row ", i / stage.values.cols(), ", column ",
             i % stage.values.cols(), "; use smaller embeddings, weights, scale or edits");
  }
}

void checkEntropies(const Stage& stage) {
  for (std::size_t row = 0; row < stage.entropies.size(); ++row) {
    if (std::isfinite(stage.entropies[row])) continue;
    complain(name(stage.id), " of head ", stage.head, " have an entropy that overflows float32 at row ", row,
             "; use smaller edits");
  }
}

}  // namespace softlook
