#include "softlook/operations/explainer.h"

#include <algorithm>
#include <utility>

namespace softlook {

Explainer::Explainer(const Settings& asked, const Stage& found, std::vector<const Stage*> made,
                     const Cell& cell)
    : settings(asked), stage(found), row(cell.row), column(cell.column), from(std::move(made)) {
  explanation.operation = stage.operation;
  explanation.result = stage.values(row, column);
  const int place = row * static_cast<int>(stage.values.cols()) + column;
  explanation.edited = std::binary_search(stage.edited.begin(), stage.edited.end(), place);
}

Factor Explainer::read(int index, int fromRow, int fromColumn) const {
  const Stage& input = stageOf(index);
  return {input.values(fromRow, fromColumn), Cell{{input.id, input.head}, fromRow, fromColumn}};
}

void Explainer::add(const Factor& left, const Factor& right) {
  const float term = left.value * right.value;
  explanation.terms.push_back({left.value, right.value, term, left.from, right.from});
  explanation.computed += term;
}

void Explainer::single(const Factor& left, const Factor& right, float result) {
  explanation.terms.push_back({left.value, right.value, result, left.from, right.from});
  explanation.computed = result;
}

}  // namespace softlook
