#include "support/gradient_oracle.h"

#include <cmath>

namespace softlook::test {

namespace {

/// Matrices side by side, so that a sum of products is one product.
Estimate beside(const std::vector<Estimate>& parts) {
  const Eigen::Index rows = parts[0].values.rows();
  Estimate whole = Estimate::exact(Wide(rows, 0));
  for (const Estimate& part : parts) {
    const Eigen::Index from = whole.values.cols();
    whole.values.conservativeResize(rows, from + part.values.cols());
    whole.error.conservativeResize(rows, from + part.values.cols());
    whole.values.rightCols(part.values.cols()) = part.values;
    whole.error.rightCols(part.values.cols()) = part.error;
  }
  return whole;
}

/// One below the other.
Estimate stacked(const std::vector<Estimate>& parts) {
  std::vector<Estimate> columns;
  for (const Estimate& part : parts) columns.push_back(part.transposed());
  return beside(columns).transposed();
}

Estimate columnSums(const Estimate& rows) {
  return multiply(Estimate::exact(Wide::Ones(1, rows.values.rows())), rows);
}

class GradientOracle {
 public:
  GradientOracle(const Request& asked, OracleTrace& found)
      : request(asked), stages(found), heads(asked.numHeads), kvHeads(asked.numKvHeads.value_or(heads)) {}

  void run() {
    const std::vector<Estimate> outputs = throughOutput(put(StageId::outputGradient, -1, upstream()));
    for (int h = 0; h < heads; ++h) throughHead(h, outputs[static_cast<std::size_t>(h)]);
    for (int g = 0; g < kvHeads; ++g) throughKeysAndValues(g, outputs);
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
    if (!has(StageId::concatenated)) return {gradient};
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

  void throughHead(int h, const Estimate& output) {
    const int g = h * kvHeads / heads;
    Estimate gradient =
        put(StageId::weightsGradient, h, multiply(output, of(StageId::values, g).transposed()));
    gradient = throughScores(h, gradient);
    const bool turned = has(StageId::rotatedKeys, g);
    gradient = multiply(gradient, of(turned ? StageId::rotatedKeys : StageId::keys, g));
    if (turned) gradient = rotatedRows(put(StageId::rotatedQueriesGradient, h, gradient), -1);
    put(StageId::queriesGradient, h, gradient);
  }

  /// From the weights' gradient to that of the scores.
  Estimate throughScores(int h, Estimate gradient) {
    const auto from = [&](StageId id) { return has(id, h); };
    const StageId last = from(StageId::temperedScores) ? StageId::temperedScores
                         : from(StageId::maskedScores) ? StageId::maskedScores
                         : from(StageId::biasedScores) ? StageId::biasedScores
                         : from(StageId::cappedScores) ? StageId::cappedScores
                                                       : StageId::scaledScores;
    gradient = softmaxSlopes(softmaxOfRows(of(last, h)), gradient);
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
    std::vector<Estimate> weights;
    std::vector<Estimate> outputsOfGroup;
    std::vector<Estimate> scores;
    std::vector<Estimate> queries;
    const bool turned = has(StageId::rotatedKeys, g);
    for (int h = 0; h < heads; ++h) {
      if (h * kvHeads / heads != g) continue;
      weights.push_back(of(StageId::weights, h));
      outputsOfGroup.push_back(outputs[static_cast<std::size_t>(h)]);
      scores.push_back(of(StageId::scoresGradient, h));
      queries.push_back(of(turned ? StageId::rotatedQueries : StageId::queries, h));
    }
    put(StageId::valuesGradient, g, multiply(stacked(weights).transposed(), stacked(outputsOfGroup)));
    Estimate gradient = multiply(stacked(scores).transposed(), stacked(queries));
    if (turned) gradient = rotatedRows(put(StageId::rotatedKeysGradient, g, gradient), -1);
    put(StageId::keysGradient, g, gradient);
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
