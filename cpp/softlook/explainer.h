// What the explanation of a cell is put together with.
#pragma once

#include <optional>

#include "softlook/trace.h"

namespace softlook {

/// A factor and where it was read from.
struct Factor {
  float value;
  std::optional<Cell> from;
};

inline Factor constant(float value) { return {value, std::nullopt}; }

class Explainer {
 public:
  Explainer(const Trace& asked, const Stage& found, const Cell& cell);

  /// How many inputs the stage has.
  int inputs() const { return static_cast<int>(stage.inputs.size()); }
  const Stage& input(int index) const;

  /// A cell of the stage's input with that index.
  Factor read(int index, int fromRow, int fromColumn) const;

  /// A term more of the sum.
  void add(const Factor& left, const Factor& right);
  void add(const Factor& left, float right) { add(left, constant(right)); }

  /// One term whose product is not that of its sides.
  void single(const Factor& left, float right, float result);

  const Trace& trace;
  const Stage& stage;
  int row, column;
  Explanation explanation{};
};

}  // namespace softlook
