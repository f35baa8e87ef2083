// The plan of a trace: which stages it has, in which order, of which size, and how each is made. It holds no
// numbers, so a request can be measured and its edits checked before anything is allocated.
#pragma once

#include <vector>

#include "softlook/trace.h"

namespace softlook {

/// The widths of a request, with the defaults filled in.
struct Widths {
  int queries, keys;  // N, M; with a cache N − P, N
  int embedDim, numHeads, numKvHeads, headDim, valueDim;
  bool outputProjection;
  float scale;
  int rank, reach, globalTokens;
  bool cached;     // whether keys and values come from a cache
  int firstQuery;  // the position of the first query: P with a cache, else 0

  /// The key/value head that a query head reads. Neighbouring query heads share one (Ainslie et al. 2023,
  /// "GQA").
  int kvHead(int head) const { return head / (numHeads / numKvHeads); }
};

/// A value put in by hand, at a cell that exists.
struct CellEdit {
  int row, column;
  float value;
};

struct PlannedStage {
  StageId id;
  int head;  // -1 where all heads share the stage
  Operation operation;
  std::vector<StageRef> inputs;
  int rows, columns;
  Axis rowAxis, colAxis;
  std::vector<CellEdit> edits;  // in the order they were made
};

/// May −∞ stand there, put by a mask or by hand?
bool takesMinusInfinity(StageId id);

/// The stages in the order they are computed. The request must have been checked (check.h).
std::vector<PlannedStage> plan(const Request& request, const Widths& widths);

}  // namespace softlook
