// The arithmetic of one cell, repeated term by term in the order in which numbers.cpp added it up.
#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>

#include "softlook/complain.h"
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
    explanation.computed = explanation.result;
    const int place = row * static_cast<int>(stage.values.cols()) + column;
    explanation.edited = std::binary_search(stage.edited.begin(), stage.edited.end(), place);
  }

  Explanation run() {
    switch (stage.operation) {
      case Operation::input:
        break;
      case Operation::product:
        explainProduct(false);
        break;
      case Operation::productTransposed:
        explainProduct(true);
        break;
      case Operation::copy:
        sum({{read(0, row, column), constant(1)}});
        break;
      case Operation::scale:
        sum({{read(0, row, column), constant(trace.scale)}});
        break;
      case Operation::mask:
      case Operation::add:
        sum({{read(0, row, column), constant(1)}, {read(1, row, column), constant(1)}});
        break;
      case Operation::softmax:
        explainSoftmax();
        break;
      case Operation::sinusoid:
        explainSinusoid();
        break;
      case Operation::rotate:
        explainRotation();
        break;
      case Operation::alibi:
        sum({{constant(static_cast<float>(std::abs(row - column))),
              constant(-alibiSlope(stage.head, trace.numHeads))}});
        break;
      case Operation::softcap: {
        const Factor score = read(0, row, column);
        single(score, trace.softcap, softcapped(score.value, trace.softcap));
        break;
      }
      case Operation::divide: {
        const Factor score = read(0, row, column);
        single(score, trace.temperature, score.value / trace.temperature);
        break;
      }
      case Operation::concatenate: {
        const auto width = static_cast<int>(input(0).values.cols());
        sum({{read(column / width, row, column % width), constant(1)}});
        break;
      }
    }
    return std::move(explanation);
  }

 private:
  using Factors = std::vector<std::pair<Factor, Factor>>;

  const Stage& input(int index) const {
    const StageRef& ref = stage.inputs[static_cast<std::size_t>(index)];
    return trace.stage(ref.id, ref.head);
  }

  /// A cell of the stage's input with that index.
  Factor read(int index, int fromRow, int fromColumn) const {
    const Stage& from = input(index);
    return {from.values(fromRow, fromColumn), Cell{{from.id, from.head}, fromRow, fromColumn}};
  }

  void sum(const Factors& factors) {
    explanation.computed = 0;
    for (const auto& [left, right] : factors) {
      const float term = left.value * right.value;
      explanation.terms.push_back({left.value, right.value, term, left.from, right.from});
      explanation.computed += term;
    }
  }

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

  void explainRotation() {
    const auto width = static_cast<int>(stage.values.cols());
    const int half = width / 2;
    const bool first = column < half;
    const Rotation turn = rotation(row, column % half, width);
    explanation.angle = static_cast<float>(turn.angle);
    sum({{read(0, row, column), constant(turn.cosine)},
         {read(0, row, first ? column + half : column - half), constant(first ? -turn.sine : turn.sine)}});
  }

  void explainProduct(bool transposed) {
    Factors factors;
    for (int k = 0; k < input(0).values.cols(); ++k) {
      factors.emplace_back(read(0, row, k), transposed ? read(1, column, k) : read(1, k, column));
    }
    if (stage.inputs.size() > 2) factors.emplace_back(read(2, 0, column), constant(1));
    sum(factors);
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
