// The arithmetic of one cell, repeated term by term in the order in which numbers.cpp added it up.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "softlook/complain.h"
#include "softlook/explainer.h"
#include "softlook/linear.h"
#include "softlook/numbers.h"
#include "softlook/positions.h"

namespace softlook {

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

/// Of the row's token.
int positionOf(const Explainer& cell) {
  return cell.row + (cell.stage.rowAxis == Axis::queryToken ? cell.trace.firstQuery : 0);
}

/// The value in the same place of the first input.
Factor same(const Explainer& cell) { return cell.read(0, cell.row, cell.column); }

void explainSinusoid(Explainer& cell) {
  const auto width = static_cast<int>(cell.stage.values.cols());
  const double wave = frequency(cell.column / 2, width);
  cell.explanation.angle = static_cast<float>(cell.row * wave);
  cell.single(constant(static_cast<float>(cell.row)), static_cast<float>(wave),
              sinusoid(cell.row, cell.column, width));
}

void explainRotation(Explainer& cell) {
  const auto width = static_cast<int>(cell.stage.values.cols());
  const int half = width / 2;
  const bool first = cell.column < half;
  const bool back = cell.stage.operation == Operation::rotateBack;
  const Rotation turn = rotation(positionOf(cell), cell.column % half, width, back);
  cell.explanation.angle = static_cast<float>(turn.angle);
  cell.add(same(cell), turn.cosine);
  cell.add(cell.read(0, cell.row, first ? cell.column + half : cell.column - half),
           first ? -turn.sine : turn.sine);
}

void explainAlibi(Explainer& cell) {
  const int distance = std::abs(positionOf(cell) - cell.column);
  cell.add(constant(static_cast<float>(distance)), -alibiSlope(cell.stage.head, cell.trace.numHeads));
}

void explainSoftcap(Explainer& cell) {
  const Factor score = same(cell);
  cell.single(score, cell.trace.softcap, softcapped(score.value, cell.trace.softcap));
}

void explainQuotient(Explainer& cell) {
  const Factor left = same(cell);
  if (cell.inputs() < 2)
    return cell.single(left, cell.trace.temperature, left.value / cell.trace.temperature);
  const Factor right = cell.read(1, cell.row, 0);
  cell.single(left, right.value, share(left.value, right.value));
  cell.explanation.terms.back().rightFrom = right.from;
}

void explainShare(Explainer& cell) {
  const Factor similarity = same(cell);
  const float divisor = rowSum(cell.input(0).values, cell.row);
  cell.single(similarity, divisor, share(similarity.value, divisor));
}

/// Columns of left sides times columns of their right sides.
void explainColumnPairs(Explainer& cell) {
  for (int i = 0; i < cell.inputs(); i += 2) {
    const auto length = static_cast<int>(cell.input(i).values.rows());
    for (int k = 0; k < length; ++k) cell.add(cell.read(i, k, cell.row), cell.read(i + 1, k, cell.column));
  }
}

/// Of keys 0…last: a feature of the first input times the second input's number in this column, or 1.
void explainOverKeys(Explainer& cell, int feature, int last) {
  for (int key = 0; key <= last; ++key) {
    cell.add(cell.read(0, key, feature), cell.inputs() > 1 ? cell.read(1, key, cell.column) : constant(1));
  }
}

void explainState(Explainer& cell) {
  const auto width = static_cast<int>(cell.input(0).values.cols());
  const bool stacked = cell.stage.operation == Operation::stateProduct;
  const auto count = static_cast<int>(cell.input(1).values.rows()) / (stacked ? width : 1);
  const auto state = static_cast<int>(stateOf(cell.row, count));
  for (int k = 0; k < width; ++k) {
    cell.add(cell.read(0, cell.row, k),
             stacked ? cell.read(1, state * width + k, cell.column) : cell.read(1, state, k));
  }
}

void explainStack(Explainer& cell) {
  int part = 0;
  int at = cell.row;
  for (; at >= cell.input(part).values.rows(); ++part) at -= static_cast<int>(cell.input(part).values.rows());
  cell.add(cell.read(part, at, cell.column), 1);
}

void explainSoftmaxGradient(Explainer& cell) {
  const Matrix& scores = cell.input(2).values;
  const auto count = static_cast<int>(scores.cols());
  std::vector<float> weights(static_cast<std::size_t>(count));
  const RowSoftmax parts = rowSoftmax(scores.row(cell.row).data(), count, weights.data());
  for (int key = 0; key < count; ++key) {
    float& weight = weights[static_cast<std::size_t>(key)];
    weight = parts.weight(weight);
    // A weight put in by hand is not the one whose slope counts.
    const Factor stands = cell.read(0, cell.row, key);
    cell.add(stands.value == weight ? stands : constant(weight), cell.read(1, cell.row, key));
  }
  const Matrix& gradients = cell.input(1).values;
  const double dot = rowDot(weights.data(), gradients.row(cell.row).data(), count);
  cell.explanation.sum = static_cast<float>(dot);
  cell.explanation.computed =
      softmaxSlope(weights[static_cast<std::size_t>(cell.column)], gradients(cell.row, cell.column), dot);
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
    case Operation::transposedProduct:
      return explainColumnPairs(cell);
    case Operation::sinusoid:
      return explainSinusoid(cell);
    case Operation::rotate:
    case Operation::rotateBack:
      return explainRotation(cell);
    case Operation::alibi:
      return explainAlibi(cell);
    case Operation::softcap:
      return explainSoftcap(cell);
    case Operation::divide:
      return explainQuotient(cell);
    case Operation::normalize:
      return explainShare(cell);
    case Operation::features: {
      const Factor x = same(cell);
      return cell.single(x, 0, feature(x.value));
    }
    case Operation::hide:
      return cell.add(same(cell), std::isinf(cell.input(1).values(cell.row, cell.column)) ? 0.0F : 1.0F);
    case Operation::subtract:
      cell.add(same(cell), 1);
      return cell.add(cell.read(1, cell.row, cell.column), -1);
    case Operation::runningStates: {
      const auto width = static_cast<int>(cell.input(0).values.cols());
      return explainOverKeys(cell, cell.row % width, cell.row / width);
    }
    case Operation::runningSums:
      return explainOverKeys(cell, cell.column, cell.row);
    case Operation::stateProduct:
    case Operation::rowProduct:
      return explainState(cell);
    case Operation::stack:
      return explainStack(cell);
    case Operation::split:
      return cell.add(
          cell.read(0, cell.row, cell.stage.head * static_cast<int>(cell.stage.values.cols()) + cell.column),
          1);
    case Operation::columnSums:
      for (int i = 0; i < cell.input(0).values.rows(); ++i) cell.add(cell.read(0, i, cell.column), 1);
      return;
    case Operation::softmaxGradient:
      return explainSoftmaxGradient(cell);
    case Operation::softcapGradient:
      return cell.add(same(cell),
                      softcapSlope(cell.input(1).values(cell.row, cell.column), cell.trace.softcap));
    default:
      throw std::logic_error("an operation without an explanation");
  }
}

}  // namespace
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
