// What the explanation of a cell is put together with.
#pragma once

#include <optional>
#include <vector>

#include "softlook/request/settings.h"
#include "softlook/stages/explanation.h"

namespace softlook {

/// A factor and where it was read from.
struct Factor {
  float value;
  std::optional<Cell> from;
};

inline Factor constant(float value) { return {value, std::nullopt}; }

class Explainer {
 public:
  /// `made` are the stages that `found` was made from, in their order.
  Explainer(const Settings& asked, const Stage& found, std::vector<const Stage*> made, const Cell& cell);

  /// How many inputs the stage has.
  int inputs() const { return static_cast<int>(from.size()); }
  const Matrix& input(int index) const { return stageOf(index).values; }

  /// A cell of the stage's input with that index.
  Factor read(int index, int fromRow, int fromColumn) const;
  /// The cell in the same place.
  Factor read(int index) const { return read(index, row, column); }

  /// A term more of the sum.
  void add(const Factor& left, const Factor& right);
  void add(const Factor& left, float right) { add(left, constant(right)); }

  /// One term whose product is not that of its sides.
  void single(const Factor& left, const Factor& right, float result);
  void single(const Factor& left, float right, float result) { single(left, constant(right), result); }

  const Settings& settings;
  const Stage& stage;
  int row, column;
  Explanation explanation{};

 private:
  const Stage& stageOf(int index) const { return *from[static_cast<std::size_t>(index)]; }

  std::vector<const Stage*> from;
};

}  // namespace softlook
