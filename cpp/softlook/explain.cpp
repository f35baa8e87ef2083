// The arithmetic of one cell, repeated term by term in the order in which numbers.cpp added it up.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>

#include "softlook/complain.h"
#include "softlook/linear.h"
#include "softlook/numbers.h"
#include "softlook/positions.h"
#include "softlook/trace.h"

namespace softlook {

namespace {

/// A factor and where it was read from.
struct Factor {
  float value;
  std::optional<Cell> from;
};

Factor constant(float value) { return {value, std::nullopt}; }

class Explainer {
 public:
  Explainer(const Trace& asked, const Stage& found, const Cell& cell)
      : trace(asked), stage(found), row(cell.row), column(cell.column) {
    explanation.operation = stage.operation;
    explanation.result = stage.values(row, column);
    if (stage.operation == Operation::input) explanation.computed = explanation.result;
    const int place = row * static_cast<int>(stage.values.cols()) + column;
    explanation.edited = std::binary_search(stage.edited.begin(), stage.edited.end(), place);
  }

  Explanation run() {
    switch (stage.operation) {
      case Operation::input:
        break;
      case Operation::product:
        explainProduct();
        break;
      case Operation::productTransposed:
      case Operation::transposedProduct:
        explainPairs(stage.operation == Operation::transposedProduct);
        break;
      case Operation::copy: {
        const auto more = static_cast<int>(input(0).values.rows() - stage.values.rows());
        add(read(0, stage.rowAxis == Axis::queryToken ? more + row : row, column), 1);
        break;
      }
      case Operation::scale:
        add(read(0, row, column), trace.scale);
        break;
      case Operation::mask:
      case Operation::add:
        for (int i = 0; i < inputs(); ++i) add(read(i, row, column), 1);
        break;
      case Operation::softmax:
        explainSoftmax();
        break;
      case Operation::sinusoid:
        explainSinusoid();
        break;
      case Operation::rotate:
      case Operation::rotateBack:
        explainRotation(stage.operation == Operation::rotateBack);
        break;
      case Operation::alibi:
        add(constant(static_cast<float>(std::abs(position() - column))),
            -alibiSlope(stage.head, trace.numHeads));
        break;
      case Operation::softcap: {
        const Factor score = read(0, row, column);
        single(score, trace.softcap, softcapped(score.value, trace.softcap));
        break;
      }
      case Operation::divide:
        explainQuotient();
        break;
      case Operation::normalize: {
        const Factor similarity = read(0, row, column);
        const float divisor = rowSum(input(0).values, row);
        single(similarity, divisor, share(similarity.value, divisor));
        break;
      }
      case Operation::features: {
        const Factor x = read(0, row, column);
        single(x, 0, feature(x.value));
        break;
      }
      case Operation::hide:
        add(read(0, row, column), std::isinf(input(1).values(row, column)) ? 0.0F : 1.0F);
        break;
      case Operation::subtract:
        add(read(0, row, column), 1);
        add(read(1, row, column), -1);
        break;
      case Operation::runningStates: {
        const auto width = static_cast<int>(input(0).values.cols());
        explainOverKeys(row % width, row / width);
        break;
      }
      case Operation::runningSums:
        explainOverKeys(column, row);
        break;
      case Operation::stateProduct:
      case Operation::rowProduct:
        explainState();
        break;
      case Operation::concatenate: {
        const auto width = static_cast<int>(input(0).values.cols());
        add(read(column / width, row, column % width), 1);
        break;
      }
      case Operation::stack:
        explainStack();
        break;
      case Operation::split:
        add(read(0, row, stage.head * static_cast<int>(stage.values.cols()) + column), 1);
        break;
      case Operation::columnSums:
        for (int i = 0; i < input(0).values.rows(); ++i) add(read(0, i, column), 1);
        break;
      case Operation::softmaxGradient:
        explainSoftmaxGradient();
        break;
      case Operation::softcapGradient:
        add(read(0, row, column), softcapSlope(input(1).values(row, column), trace.softcap));
        break;
    }
    return std::move(explanation);
  }

 private:
  int inputs() const { return static_cast<int>(stage.inputs.size()); }

  /// Of the row's token.
  int position() const { return row + (stage.rowAxis == Axis::queryToken ? trace.firstQuery : 0); }

  const Stage& input(int index) const {
    const StageRef& ref = stage.inputs[static_cast<std::size_t>(index)];
    return trace.stage(ref.id, ref.head);
  }

  /// A cell of the stage's input with that index.
  Factor read(int index, int fromRow, int fromColumn) const {
    const Stage& from = input(index);
    return {from.values(fromRow, fromColumn), Cell{{from.id, from.head}, fromRow, fromColumn}};
  }

  /// A term more of the sum.
  void add(const Factor& left, const Factor& right) {
    const float term = left.value * right.value;
    explanation.terms.push_back({left.value, right.value, term, left.from, right.from});
    explanation.computed += term;
  }
  void add(const Factor& left, float right) { add(left, constant(right)); }

  /// One term whose product is not that of its sides.
  void single(const Factor& left, float right, float result) {
    explanation.terms.push_back({left.value, right, result, left.from, std::nullopt});
    explanation.computed = result;
  }

  void explainSinusoid() {
    const auto width = static_cast<int>(stage.values.cols());
    const double wave = frequency(column / 2, width);
    explanation.angle = static_cast<float>(row * wave);
    single(constant(static_cast<float>(row)), static_cast<float>(wave), sinusoid(row, column, width));
  }

  void explainRotation(bool back) {
    const auto width = static_cast<int>(stage.values.cols());
    const int half = width / 2;
    const bool first = column < half;
    const Rotation turn = rotation(position(), column % half, width, back);
    explanation.angle = static_cast<float>(turn.angle);
    add(read(0, row, column), turn.cosine);
    add(read(0, row, first ? column + half : column - half), first ? -turn.sine : turn.sine);
  }

  /// A row of a left side times a row of its right side; of leftᵀ · right, a column times a column.
  void explainPairs(bool leftTransposed) {
    for (int i = 0; i < inputs(); i += 2) {
      const Matrix& left = input(i).values;
      const auto length = static_cast<int>(leftTransposed ? left.rows() : left.cols());
      for (int k = 0; k < length; ++k) {
        add(leftTransposed ? read(i, k, row) : read(i, row, k),
            leftTransposed ? read(i + 1, k, column) : read(i + 1, column, k));
      }
    }
  }

  void explainProduct() {
    for (int k = 0; k < input(0).values.cols(); ++k) add(read(0, row, k), read(1, k, column));
    if (inputs() > 2) add(read(2, 0, column), 1);
  }

  void explainStack() {
    int part = 0;
    int at = row;
    for (; at >= input(part).values.rows(); ++part) at -= static_cast<int>(input(part).values.rows());
    add(read(part, at, column), 1);
  }

  void explainQuotient() {
    const Factor left = read(0, row, column);
    if (inputs() < 2) return single(left, trace.temperature, left.value / trace.temperature);
    const Factor right = read(1, row, 0);
    single(left, right.value, share(left.value, right.value));
    explanation.terms.back().rightFrom = right.from;
  }

  /// Of keys 0…last: a feature of the first input times the second input's number in this column, or 1.
  void explainOverKeys(int feature, int last) {
    for (int key = 0; key <= last; ++key) {
      add(read(0, key, feature), inputs() > 1 ? read(1, key, column) : constant(1));
    }
  }

  void explainState() {
    const auto width = static_cast<int>(input(0).values.cols());
    const bool stacked = stage.operation == Operation::stateProduct;
    const auto count = static_cast<int>(input(1).values.rows()) / (stacked ? width : 1);
    const auto state = static_cast<int>(stateOf(row, count));
    for (int k = 0; k < width; ++k) {
      add(read(0, row, k), stacked ? read(1, state * width + k, column) : read(1, state, k));
    }
  }

  void explainSoftmax() {
    const Matrix& scores = input(0).values;
    const auto count = static_cast<int>(scores.cols());
    explanation.exponentials.resize(static_cast<std::size_t>(count));
    const RowSoftmax parts = rowSoftmax(scores.row(row).data(), count, explanation.exponentials.data());
    explanation.max = parts.max;
    explanation.sum = static_cast<float>(parts.sum);
    for (int key = 0; key < count; ++key) {
      const float exponential = explanation.exponentials[static_cast<std::size_t>(key)];
      const Factor score = read(0, row, key);
      explanation.terms.push_back({score.value, parts.max, exponential, score.from, std::nullopt});
    }
    explanation.computed = parts.weight(explanation.exponentials[static_cast<std::size_t>(column)]);
  }

  void explainSoftmaxGradient() {
    const Matrix& scores = input(2).values;
    const auto count = static_cast<int>(scores.cols());
    std::vector<float> weights(static_cast<std::size_t>(count));
    const RowSoftmax parts = rowSoftmax(scores.row(row).data(), count, weights.data());
    for (int key = 0; key < count; ++key) {
      float& weight = weights[static_cast<std::size_t>(key)];
      weight = parts.weight(weight);
      // A weight put in by hand is not the one whose slope counts.
      const Factor stands = read(0, row, key);
      add(stands.value == weight ? stands : constant(weight), read(1, row, key));
    }
    const Matrix& gradients = input(1).values;
    const double dot = rowDot(weights.data(), gradients.row(row).data(), count);
    explanation.sum = static_cast<float>(dot);
    explanation.computed =
        softmaxSlope(weights[static_cast<std::size_t>(column)], gradients(row, column), dot);
  }

  const Trace& trace;
  const Stage& stage;
  int row, column;
  Explanation explanation{};
};

}  // namespace

Explanation explain(const Trace& trace, const Cell& cell) {
  const Stage& stage = trace.stage(cell.stage.id, cell.stage.head);
  const std::string of(name(stage.id));
  requireRange("row", cell.row, 0, static_cast<int>(stage.values.rows()) - 1, " (the rows of " + of + ")");
  requireRange("column", cell.column, 0, static_cast<int>(stage.values.cols()) - 1,
               " (the columns of " + of + ")");
  return Explainer(trace, stage, cell).run();
}

}  // namespace softlook
