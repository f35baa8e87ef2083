// A stage: one matrix of a trace, where it belongs, what it was made from and by what.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "softlook/numbers/matrix.h"

namespace softlook {

/// Every stage, with its shape and when it is there: stages/stages.def.
enum class StageId {
#define STAGE(id) id,
#include "softlook/stages/stages.def"
};

/// How each cell of a stage came about: stages/operations.def.
enum class Operation {
#define OPERATION(name) name,
#include "softlook/stages/operations.def"
};

/// What the rows or columns of a stage stand for. Without projections the features of queries, keys, values
/// and output are the embedding's.
enum class Axis {
  queryToken,
  keyToken,
  embeddingFeature,
  headFeature,
  valueFeature,
  concatenatedFeature,
  single,
  mixedKey,         // of the k that the keys are mixed into
  keyTokenFeature,  // key token · D + head feature
};

/// Where the numbers come from. A computed stage takes the strongest origin among its inputs
/// (edited > loaded > trained > toy > plain); without projections embeddings that were not edited count as
/// plain there.
enum class Origin { plain, toy, trained, loaded, edited };

std::string_view name(StageId id);
std::string_view name(Operation operation);
std::string_view name(Axis axis);
std::string_view name(Origin origin);

/// A stage id from its name. Throws std::invalid_argument that lists the known ones.
StageId stageId(std::string_view name);

/// The stage that holds the gradient of the loss with respect to that one; nothing for a constant.
std::optional<StageId> gradientOf(StageId id);

/// May −∞ stand there, put by a mask or by hand?
bool takesMinusInfinity(StageId id);

struct StageRef {
  StageId id;
  int head;  // -1 where all heads share the stage
  bool operator==(const StageRef&) const = default;
};

struct Stage {
  StageId id;
  int head;
  Operation operation;
  std::vector<StageRef> inputs;
  Axis rowAxis;
  Axis colAxis;
  Origin origin;
  Matrix values;
  // With Request::differences the values minus those without the edits. With Request::against the values
  // minus those of the other trace's stage with that id and head, where it has one of the same shape; per kv
  // head, of the other's kv head that serves the same first query head. Equal infinities differ by 0; a −∞
  // here alone is −∞, there alone +∞. Empty where there is nothing to compare with.
  Matrix difference;
  std::vector<int> edited;       // cells put in by hand, as row · columns + column, ascending
  std::vector<int> emptyRows;    // of a softmax: rows in which no key is allowed (weights 0, output 0)
  std::vector<float> entropies;  // of a softmax: one a row, in bits, of what stands in it (see entropy())
  /// Scalar multiplications that computing it takes, as the textbook counts them (operations/operation.h). Of
  /// localScores and what follows from them only the pairs that may look count: D each for their scores, Dv
  /// for headOutput.
  std::int64_t multiplications = 0;
};

}  // namespace softlook
