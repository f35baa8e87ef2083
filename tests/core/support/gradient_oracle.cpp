#include "support/gradient_oracle.h"

#include <algorithm>
#include <cmath>

namespace softlook::test {

namespace {

Estimate columnSums(const Estimate& rows) { return multiply(ones(1, rows.values.rows()), rows); }

class GradientOracle {
 public:
  GradientOracle(const Request& asked, OracleTrace& found)
      : request(asked), stages(found), heads(asked.numHeads), kvHeads(asked.numKvHeads.value_or(heads)) {}

  void run() {
    const std::vector<Estimate> outputs = throughOutput(put(StageId::outputGradient, -1, upstream()));
    const bool own = request.method == Method::linear || request.method == Method::lowRank;
    for (int h = 0; h < heads && !own; ++h) throughHead(h, outputs[static_cast<std::size_t>(h)]);
    for (int g = 0; g < kvHeads && !own; ++g) throughKeysAndValues(g, outputs);
    if (request.method == Method::linear) throughLinear(outputs);
    if (request.method == Method::lowRank) throughLowRank(outputs);
    throughProjections();
  }

 private:
  const Estimate& of(StageId id, int head = -1) const { return stages.at({id, head}); }
  bool has(StageId id, int head = -1) const { return stages.contains({id, head}); }
  bool crosses() const { return request.context.has_value(); }

  Estimate put(StageId id, int head, Estimate estimate) {
    for (const Edit& edit : request.edits) {
      if (edit.stage != name(id) || (head != -1 && edit.head != head)) continue;
      estimate.values(edit.row, edit.column) = edit.value;
      estimate.error(edit.row, edit.column) = 0;
    }
    stages[{id, head}] = estimate;
    return estimate;
  }

  Estimate upstream() const {
    const Gradient& asked = *request.gradient;
    if (asked.upstream) return Estimate::exact(asked.upstream->cast<double>());
    const Wide& output = of(StageId::output).values;
    Wide loss = Wide::Zero(output.rows(), output.cols());
    loss(asked.row, asked.column) = 1;
    return Estimate::exact(loss);
  }

  /// The gradient of each head's output.
  std::vector<Estimate> throughOutput(Estimate gradient) {
    if (!has(StageId::concatenated)) {
      return {has(StageId::headOutput, 0) ? put(StageId::headOutputGradient, 0, gradient) : gradient};
    }
    if (has(StageId::outputBias)) put(StageId::outputBiasGradient, -1, columnSums(gradient));
    if (has(StageId::outputWeights)) {
      put(StageId::outputWeightsGradient, -1, multiply(of(StageId::concatenated).transposed(), gradient));
      gradient = multiply(gradient, of(StageId::outputWeights).transposed());
    }
    gradient = put(StageId::concatenatedGradient, -1, gradient);
    std::vector<Estimate> parts;
    const Eigen::Index width = gradient.values.cols() / heads;
    for (int h = 0; h < heads; ++h) {
      parts.push_back(
          put(StageId::headOutputGradient, h,
              {gradient.values.middleCols(h * width, width), gradient.error.middleCols(h * width, width)}));
    }
    return parts;
  }

  int kvHead(int h) const { return h * kvHeads / heads; }
  bool turns() const { return has(StageId::rotatedKeys, 0); }
  const Estimate& queries(int h) const { return of(turns() ? StageId::rotatedQueries : StageId::queries, h); }
  const Estimate& keys(int g) const { return of(turns() ? StageId::rotatedKeys : StageId::keys, g); }

  void putQueries(int h, Estimate gradient) {
    if (turns()) gradient = rotatedRows(put(StageId::rotatedQueriesGradient, h, gradient), -1);
    put(StageId::queriesGradient, h, gradient);
  }
  void putKeys(int g, Estimate gradient) {
    if (turns()) gradient = rotatedRows(put(StageId::rotatedKeysGradient, g, gradient), -1);
    put(StageId::keysGradient, g, gradient);
  }

  void throughHead(int h, const Estimate& output) {
    const int g = kvHead(h);
    const bool local = request.method == Method::localGlobal;
    Estimate gradient = put(local ? StageId::localWeightsGradient : StageId::weightsGradient, h,
                            multiply(output, of(StageId::values, g).transposed()));
    putQueries(h, multiply(throughScores(h, gradient), keys(g)));
  }

  /// Σ leftᵀ · right over the query heads that read a key head.
  template <typename Left, typename Right>
  Estimate overGroup(int g, Left left, Right right) const {
    std::vector<Estimate> lefts;
    std::vector<Estimate> rights;
    for (int h = 0; h < heads; ++h) {
      if (kvHead(h) != g) continue;
      lefts.push_back(left(h));
      rights.push_back(right(h));
    }
    return multiply(stacked(lefts).transposed(), stacked(rights));
  }

  void throughLowRank(const std::vector<Estimate>& outputs) {
    const auto width = static_cast<double>(of(StageId::queries, 0).values.cols());
    const double scale = request.scale ? static_cast<double>(*request.scale) : 1 / std::sqrt(width);
    for (int h = 0; h < heads; ++h) {
      const Estimate& output = outputs[static_cast<std::size_t>(h)];
      Estimate gradient = put(StageId::lowRankWeightsGradient, h,
                              multiply(output, of(StageId::mixedValues, kvHead(h)).transposed()));
      gradient = put(StageId::lowRankScaledScoresGradient, h,
                     softmaxSlopes(softmaxOfRows(of(StageId::lowRankScaledScores, h)), gradient));
      gradient = put(StageId::lowRankScoresGradient, h, times(gradient, scale));
      putQueries(h, multiply(gradient, of(StageId::mixedKeys, kvHead(h))));
    }
    std::vector<Estimate> mixed[2];
    std::vector<Estimate> sources[2];
    for (int g = 0; g < kvHeads; ++g) {
      const Estimate mixedValues = overGroup(
          g, [&](int h) { return of(StageId::lowRankWeights, h); },
          [&](int h) { return outputs[static_cast<std::size_t>(h)]; });
      mixed[0].push_back(put(StageId::mixedValuesGradient, g, mixedValues));
      sources[0].push_back(of(StageId::values, g));
      put(StageId::valuesGradient, g, multiply(of(StageId::valueMixing).transposed(), mixed[0].back()));
      const Estimate mixedKeys = overGroup(
          g, [&](int h) { return of(StageId::lowRankScoresGradient, h); }, [&](int h) { return queries(h); });
      mixed[1].push_back(put(StageId::mixedKeysGradient, g, mixedKeys));
      sources[1].push_back(keys(g));
      putKeys(g, multiply(of(StageId::keyMixing).transposed(), mixed[1].back()));
    }
    put(StageId::valueMixingGradient, -1, multiply(beside(mixed[0]), beside(sources[0]).transposed()));
    put(StageId::keyMixingGradient, -1, multiply(beside(mixed[1]), beside(sources[1]).transposed()));
  }

  /// −Σ g · x / divisor² of each row.
  static Estimate divisorSlopes(const Estimate& gradient, const Estimate& x, const Estimate& divisors) {
    Estimate result = divisors;
    const Estimate slopes = overRows(overRows(x, divisors), divisors);
    for (int i = 0; i < x.values.rows(); ++i) {
      const Estimate sum = multiply(rowsOf(gradient, i, 1), rowsOf(slopes, i, 1).transposed());
      result.values(i, 0) = -sum.values(0, 0);
      result.error(i, 0) = sum.error(0, 0);
    }
    return result;
  }

  void throughLinear(const std::vector<Estimate>& outputs) {
    const Eigen::Index width = of(StageId::queryFeatures, 0).values.cols();
    for (int h = 0; h < heads; ++h) {
      const Estimate& output = outputs[static_cast<std::size_t>(h)];
      const Estimate& numerators = of(StageId::numerators, h);
      const Estimate& denominators = of(StageId::denominators, h);
      const Estimate above = put(StageId::numeratorsGradient, h, overRows(output, denominators));
      const Estimate below =
          put(StageId::denominatorsGradient, h, divisorSlopes(output, numerators, denominators));
      const Estimate& states = of(StageId::keyValueState, kvHead(h));
      const Estimate& sums = of(StageId::keySum, kvHead(h));
      std::vector<Estimate> parts;
      for (Eigen::Index i = 0; i < above.values.rows(); ++i) {
        const Eigen::Index at = std::min(i, sums.values.rows() - 1);
        const Estimate read = beside({rowsOf(states, at * width, width), rowsOf(sums, at, 1).transposed()});
        parts.push_back(multiply(beside({rowsOf(above, i, 1), rowsOf(below, i, 1)}), read.transposed()));
      }
      const Estimate features = put(StageId::queryFeaturesGradient, h, stacked(parts));
      putQueries(h, featureSlopes(queries(h), features));
    }
    for (int g = 0; g < kvHeads; ++g) throughStates(g, width);
  }

  /// What the queries that read a state give it: those of its own place, the last one's all that follow.
  void throughStates(int g, Eigen::Index width) {
    const Eigen::Index blocks = of(StageId::keySum, g).values.rows();
    std::vector<Estimate> states;
    std::vector<Estimate> sums;
    for (Eigen::Index at = 0; at < blocks; ++at) {
      const auto readers = [&](StageId id) {
        return [this, id, at, blocks](int h) {
          const Estimate& all = of(id, h);
          const Eigen::Index count = all.values.rows();
          const Eigen::Index first = std::min(at, count);
          return rowsOf(all, first,
                        at == blocks - 1 ? count - first : std::min<Eigen::Index>(1, count - first));
        };
      };
      const auto features = readers(StageId::queryFeatures);
      states.push_back(overGroup(g, features, readers(StageId::numeratorsGradient)));
      sums.push_back(overGroup(g, features, readers(StageId::denominatorsGradient)).transposed());
    }
    const Estimate state = put(StageId::keyValueStateGradient, g, stacked(states));
    const Estimate sum = put(StageId::keySumGradient, g, stacked(sums));

    const Estimate& features = of(StageId::keyFeatures, g);
    const Estimate& values = of(StageId::values, g);
    const Eigen::Index keyCount = features.values.rows();
    std::vector<Estimate> ofKeys(static_cast<std::size_t>(keyCount));
    std::vector<Estimate> ofValues(static_cast<std::size_t>(keyCount));
    Estimate below = rowsOf(state, (blocks - 1) * width, width);
    Estimate belowSum = rowsOf(sum, blocks - 1, 1);
    for (Eigen::Index j = keyCount - 1; j >= 0; --j) {
      if (j < blocks - 1) {
        below = add(rowsOf(state, j * width, width), below);
        belowSum = add(rowsOf(sum, j, 1), belowSum);
      }
      const Estimate read = beside({below, belowSum.transposed()});
      const auto at = static_cast<std::size_t>(j);
      ofKeys[at] = multiply(beside({rowsOf(values, j, 1), ones(1, 1)}), read.transposed());
      ofValues[at] = multiply(rowsOf(features, j, 1), below);
    }
    put(StageId::valuesGradient, g, stacked(ofValues));
    putKeys(g, featureSlopes(keys(g), put(StageId::keyFeaturesGradient, g, stacked(ofKeys))));
  }

  /// From the weights' gradient to that of the scores.
  Estimate throughScores(int h, Estimate gradient) {
    const auto from = [&](StageId id) { return has(id, h); };
    const StageId last = from(StageId::temperedScores) ? StageId::temperedScores
                         : from(StageId::maskedScores) ? StageId::maskedScores
                         : from(StageId::biasedScores) ? StageId::biasedScores
                         : from(StageId::cappedScores) ? StageId::cappedScores
                                                       : StageId::scaledScores;
    const bool local = from(StageId::localScores);
    gradient = softmaxSlopes(softmaxOfRows(of(local ? StageId::localScores : last, h)), gradient);
    if (local) gradient = put(StageId::localScoresGradient, h, gradient);
    if (from(StageId::temperedScores)) {
      gradient = put(StageId::temperedScoresGradient, h, gradient);
      gradient = dividedBy(gradient, static_cast<double>(request.temperature));
    }
    if (from(StageId::maskedScores)) gradient = put(StageId::maskedScoresGradient, h, gradient);
    if (from(StageId::biasedScores)) gradient = put(StageId::biasedScoresGradient, h, gradient);
    if (from(StageId::cappedScores)) {
      gradient = put(StageId::cappedScoresGradient, h, gradient);
      gradient = softcapSlopes(of(StageId::scaledScores, h), gradient, static_cast<double>(*request.softcap));
    }
    gradient = put(StageId::scaledScoresGradient, h, gradient);
    const auto width = static_cast<double>(of(StageId::queries, h).values.cols());
    const double scale = request.scale ? static_cast<double>(*request.scale) : 1 / std::sqrt(width);
    return put(StageId::scoresGradient, h, times(gradient, scale));
  }

  void throughKeysAndValues(int g, const std::vector<Estimate>& outputs) {
    const StageId weights = has(StageId::localWeights, 0) ? StageId::localWeights : StageId::weights;
    const Estimate values = overGroup(
        g, [&](int h) { return of(weights, h); },
        [&](int h) { return outputs[static_cast<std::size_t>(h)]; });
    put(StageId::valuesGradient, g, values);
    putKeys(g,
            overGroup(
                g, [&](int h) { return of(StageId::scoresGradient, h); }, [&](int h) { return queries(h); }));
  }

  /// One side's gradients of weights and bias; its own and its weights are added to what makes up the
  /// gradient of the embeddings it comes from.
  void throughProjection(const std::string& name, const std::string& results, int count, const Estimate& x,
                         std::vector<Estimate>& gradients, std::vector<Estimate>& weights) {
    for (int head = 0; head < count; ++head) {
      const Estimate& gradient = of(stageId(results + "Gradient"), head);
      gradients.push_back(gradient);
      if (!request.projections) continue;
      put(stageId(name + "WeightsGradient"), head, multiply(x.transposed(), gradient));
      weights.push_back(of(stageId(name + "Weights"), head));
      if (has(stageId(name + "Bias"), head)) {
        put(stageId(name + "BiasGradient"), head, columnSums(gradient));
      }
    }
  }

  void throughProjections() {
    const bool placed = has(StageId::positionedEmbeddings);
    const StageId x = placed ? StageId::positionedEmbeddings : StageId::embeddings;
    const StageId context = placed ? StageId::positionedContext : StageId::contextEmbeddings;
    std::vector<Estimate> gradients;
    std::vector<Estimate> weights;
    throughProjection("query", "queries", heads, of(x), gradients, weights);
    if (crosses()) {
      throughEmbeddings(x, StageId::embeddings, gradients, weights);
      gradients.clear();
      weights.clear();
    }
    const StageId source = crosses() ? context : x;
    throughProjection("key", "keys", kvHeads, of(source), gradients, weights);
    throughProjection("value", "values", kvHeads, of(source), gradients, weights);
    throughEmbeddings(source, crosses() ? StageId::contextEmbeddings : StageId::embeddings, gradients,
                      weights);
  }

  void throughEmbeddings(StageId placed, StageId given, const std::vector<Estimate>& gradients,
                         const std::vector<Estimate>& weights) {
    Estimate sum = gradients[0];
    for (std::size_t i = 1; i < gradients.size() && weights.empty(); ++i) sum = add(sum, gradients[i]);
    if (!weights.empty()) sum = multiply(beside(gradients), beside(weights).transposed());
    const auto gradientOf = [](StageId id) { return stageId(std::string(name(id)) + "Gradient"); };
    if (placed != given) sum = put(gradientOf(placed), -1, sum);
    put(gradientOf(given), -1, sum);
  }

  const Request& request;
  OracleTrace& stages;
  int heads, kvHeads;
};

}  // namespace

void addGradients(const Request& request, OracleTrace& stages) { GradientOracle(request, stages).run(); }

}  // namespace softlook::test
