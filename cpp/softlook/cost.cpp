#include "softlook/cost.h"

namespace softlook {

std::int64_t multiplications(const PlannedStage& stage, const std::vector<const Matrix*>& inputs) {
  const std::int64_t cells = std::int64_t{stage.rows} * stage.columns;
  const bool transposed = stage.operation == Operation::transposedProduct;
  switch (stage.operation) {
    case Operation::product:
    case Operation::stateProduct:
    case Operation::rowProduct:
      return cells * inputs[0]->cols();
    case Operation::productTransposed:
    case Operation::transposedProduct: {  // sums of products
      std::int64_t length = 0;
      for (std::size_t i = 0; i < inputs.size(); i += 2) {
        length += transposed ? inputs[i]->rows() : inputs[i]->cols();
      }
      return cells * length;
    }
    case Operation::runningStates:  // each state is the one before and one more product of a column and a row
    case Operation::scale:
    case Operation::alibi:
    case Operation::softcap:
    case Operation::sinusoid:
      return cells;
    case Operation::rotate:
    case Operation::rotateBack:
    case Operation::softmaxGradient:  // w · g for the row's sum, and w · (g − sum)
    case Operation::softcapGradient:  // the tangent squared, and the gradient times the slope
      return 2 * cells;
    default:
      return 0;
  }
}

std::int64_t pairsIn(const Matrix& scores) { return scores.size() - scores.array().isInf().count(); }

}  // namespace softlook
