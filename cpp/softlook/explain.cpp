// The arithmetic of one cell, repeated term by term in the order in which numbers.cpp added it up.
#include <algorithm>
#include <string>
#include <utility>

#include "softlook/beyond.h"
#include "softlook/complain.h"
#include "softlook/explainer.h"
#include "softlook/numbers.h"

namespace softlook {

Explainer::Explainer(const Trace& asked, const Stage& found, const Cell& cell)
    : trace(asked), stage(found), row(cell.row), column(cell.column) {
  explanation.operation = stage.operation;
  explanation.result = stage.values(row, column);
  if (stage.operation == Operation::input) explanation.computed = explanation.result;
  const int place = row * static_cast<int>(stage.values.cols()) + column;
  explanation.edited = std::binary_search(stage.edited.begin(), stage.edited.end(), place);
}

const Stage& Explainer::input(int index) const {
  const StageRef& ref = stage.inputs[static_cast<std::size_t>(index)];
  return trace.stage(ref.id, ref.head);
}

Factor Explainer::read(int index, int fromRow, int fromColumn) const {
  const Stage& from = input(index);
  return {from.values(fromRow, fromColumn), Cell{{from.id, from.head}, fromRow, fromColumn}};
}

void Explainer::add(const Factor& left, const Factor& right) {
  const float term = left.value * right.value;
  explanation.terms.push_back({left.value, right.value, term, left.from, right.from});
  explanation.computed += term;
}

void Explainer::single(const Factor& left, float right, float result) {
  explanation.terms.push_back({left.value, right, result, left.from, std::nullopt});
  explanation.computed = result;
}

namespace {

void explainProduct(Explainer& cell) {
  const auto length = static_cast<int>(cell.input(0).values.cols());
  for (int k = 0; k < length; ++k) cell.add(cell.read(0, cell.row, k), cell.read(1, k, cell.column));
  if (cell.inputs() > 2) cell.add(cell.read(2, 0, cell.column), 1);
}

/// Rows of left sides times rows of their right sides.
void explainPairs(Explainer& cell) {
  for (int i = 0; i < cell.inputs(); i += 2) {
    const auto length = static_cast<int>(cell.input(i).values.cols());
    for (int k = 0; k < length; ++k) cell.add(cell.read(i, cell.row, k), cell.read(i + 1, cell.column, k));
  }
}

/// Of more rows the last for query tokens, else the first.
void explainCopy(Explainer& cell) {
  const auto more = static_cast<int>(cell.input(0).values.rows() - cell.stage.values.rows());
  const int row = cell.stage.rowAxis == Axis::queryToken ? more + cell.row : cell.row;
  cell.add(cell.read(0, row, cell.column), 1);
}

void explainSoftmax(Explainer& cell) {
  const Matrix& scores = cell.input(0).values;
  const auto count = static_cast<int>(scores.cols());
  Explanation& explanation = cell.explanation;
  explanation.exponentials.resize(static_cast<std::size_t>(count));
  const RowSoftmax parts = rowSoftmax(scores.row(cell.row).data(), count, explanation.exponentials.data());
  explanation.max = parts.max;
  explanation.sum = static_cast<float>(parts.sum);
  for (int key = 0; key < count; ++key) {
    const float exponential = explanation.exponentials[static_cast<std::size_t>(key)];
    cell.single(cell.read(0, cell.row, key), parts.max, exponential);
  }
  explanation.computed = parts.weight(explanation.exponentials[static_cast<std::size_t>(cell.column)]);
}

void explain(Explainer& cell) {
  switch (cell.stage.operation) {
    case Operation::input:
      break;
    case Operation::product:
      explainProduct(cell);
      break;
    case Operation::productTransposed:
      explainPairs(cell);
      break;
    case Operation::copy:
      explainCopy(cell);
      break;
    case Operation::scale:
      cell.add(cell.read(0, cell.row, cell.column), cell.trace.scale);
      break;
    case Operation::mask:
    case Operation::add:
      for (int i = 0; i < cell.inputs(); ++i) cell.add(cell.read(i, cell.row, cell.column), 1);
      break;
    case Operation::softmax:
      explainSoftmax(cell);
      break;
    case Operation::concatenate: {
      const auto width = static_cast<int>(cell.input(0).values.cols());
      cell.add(cell.read(cell.column / width, cell.row, cell.column % width), 1);
      break;
    }
    default:
      explainBeyond(cell);
  }
}

}  // namespace

Explanation explain(const Trace& trace, const Cell& cell) {
  const Stage& stage = trace.stage(cell.stage.id, cell.stage.head);
  const std::string of(name(stage.id));
  requireRange("row", cell.row, 0, static_cast<int>(stage.values.rows()) - 1, " (the rows of " + of + ")");
  requireRange("column", cell.column, 0, static_cast<int>(stage.values.cols()) - 1,
               " (the columns of " + of + ")");
  Explainer explainer(trace, stage, cell);
  explain(explainer);
  return std::move(explainer.explanation);
}

}  // namespace softlook
