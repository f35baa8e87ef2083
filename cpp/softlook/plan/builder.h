// What the parts of a plan are put together with: the stages so far, and from which the next ones are made.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <vector>

#include "softlook/request/request.h"
#include "softlook/request/settings.h"
#include "softlook/stages/planned.h"

namespace softlook {

/// A length and what it counts.
struct Extent {
  int size;
  Axis axis;
};

/// What a stage of one head is made from: the stage of that head, of the key/value head that it reads, or the
/// one that all heads share.
enum class Of { head, kvHead, all };
struct From {
  StageId id;
  Of of = Of::head;
};

class PlanBuilder {
 public:
  PlanBuilder(const Request& wanted, const Settings& found)
      : request(wanted),
        settings(found),
        queryTokens{found.queries, Axis::queryToken},
        keyTokens{found.keys, Axis::keyToken},
        tokens(found.cached ? keyTokens : queryTokens),
        features{found.embedDim, Axis::embeddingFeature},
        headFeatures{found.headDim, wanted.projections ? Axis::headFeature : Axis::embeddingFeature},
        valueFeatures{found.valueDim, wanted.projections ? Axis::valueFeature : Axis::embeddingFeature},
        concatenatedFeatures{found.numHeads * found.valueDim, Axis::concatenatedFeature} {}

  /// One stage for all heads.
  void shared(StageId id, Operation operation, const Extent& rows, const Extent& columns,
              std::initializer_list<StageRef> inputs = {}) {
    add(id, -1, operation, rows, columns, inputs.begin(), inputs.size());
  }
  void perHead(StageId id, Operation operation, const Extent& rows, const Extent& columns,
               std::initializer_list<From> sources = {}) {
    heads(id, settings.numHeads, operation, rows, columns, sources.begin(), sources.size());
  }
  void perKvHead(StageId id, Operation operation, const Extent& rows, const Extent& columns,
                 std::initializer_list<From> sources = {}) {
    heads(id, settings.numKvHeads, operation, rows, columns, sources.begin(), sources.size());
  }
  /// Any stage; its inputs are as many as `count`.
  void add(StageId id, int head, Operation operation, const Extent& rows, const Extent& columns,
           const StageRef* inputs, std::size_t count);
  /// Scores of all heads, which stand for the scores in what follows.
  void nextScores(StageId id, Operation operation, std::initializer_list<From> sources);

  /// Projections of the rows of `from`; copies of them without projections.
  void projectQueries();
  void projectKeys(StageId id, const Extent& rows, StageId from);
  void projectValues(StageId id, const Extent& rows, StageId from);

  const Request& request;
  const Settings& settings;
  StageId embedded = StageId::embeddings;  // what queries are made from
  StageId source = StageId::embeddings;    // what keys and values are made from
  StageId queries = StageId::queries;      // what makes the scores
  StageId keys = StageId::keys;
  StageId scores = StageId::scores;  // the scores so far
  Extent queryTokens, keyTokens;
  Extent tokens;  // of the embeddings
  Extent features, headFeatures, valueFeatures, concatenatedFeatures;
  std::vector<PlannedStage> stages;

 private:
  void heads(StageId id, int count, Operation operation, const Extent& rows, const Extent& columns,
             const From* sources, std::size_t sourceCount);
  void project(StageId id, int count, const Extent& rows, const Extent& columns, StageId from,
               StageId weights, StageId bias, bool hasBias);
};

}  // namespace softlook
