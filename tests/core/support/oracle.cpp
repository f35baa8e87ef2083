#include "support/oracle.h"

#include <cmath>

#include "softlook/toy.h"

namespace softlook::test {

namespace {

class Oracle {
 public:
  explicit Oracle(const Request& asked) : request(asked) {}

  OracleTrace run() {
    const Estimate x = put(StageId::embeddings, -1, embed(request.embeddings, request.tokens));
    Estimate source = x;
    if (request.context) {
      source = put(StageId::contextEmbeddings, -1, embed(request.contextEmbeddings, *request.context));
    }
    const int heads = request.numHeads;
    const int kvHeads = request.numKvHeads.value_or(heads);
    const int headDim =
        request.headDim.value_or(request.projections ? request.embedDim / heads : request.embedDim);
    const int valueDim = request.valueDim.value_or(headDim);
    const Weights& given = request.weights;
    for (int h = 0; h < heads; ++h) {
      put(StageId::queries, h, project(x, given.query, given.queryBias, "query", h, headDim));
    }
    for (int g = 0; g < kvHeads; ++g) {
      put(StageId::keys, g, project(source, given.key, given.keyBias, "key", g, headDim));
      put(StageId::values, g, project(source, given.value, given.valueBias, "value", g, valueDim));
    }
    if (request.mask.causal) put(StageId::mask, -1, causal(x.values.rows(), source.values.rows()));
    std::vector<Estimate> attended;
    for (int h = 0; h < heads; ++h) attended.push_back(attend(h, h * kvHeads / heads, headDim));
    finish(attended);
    return stages;
  }

 private:
  /// Keeps the stage with its edits, and returns it.
  Estimate put(StageId id, int head, Estimate estimate) {
    for (const Edit& edit : request.edits) {
      if (edit.stage != name(id) || (head != -1 && edit.head != head)) continue;
      estimate.values(edit.row, edit.column) = edit.value;
      estimate.error(edit.row, edit.column) = 0;
    }
    stages[{id, head}] = estimate;
    return estimate;
  }

  /// A stage that is not computed.
  Estimate put(StageId id, int head, const Matrix& values) {
    return put(id, head, Estimate::exact(values.cast<double>()));
  }

  Matrix embed(const std::optional<Matrix>& given, const std::vector<std::string>& tokens) const {
    return given ? *given : toyEmbeddings(request.seed, tokens, request.embedDim);
  }

  Estimate project(const Estimate& x, const std::optional<Matrix>& given, const std::optional<Matrix>& bias,
                   const std::string& name, int head, int width) {
    if (!request.projections) return x;
    const int first = head * width;
    const Matrix whole = given ? *given : toyWeights(request.seed, name, request.embedDim, 0, first + width);
    const Estimate weights = put(stageId(name + "Weights"), head, Matrix(whole.middleCols(first, width)));
    const Estimate result = multiply(x, weights);
    if (!bias) return result;
    return addToRows(result, put(stageId(name + "Bias"), head, Matrix(bias->middleCols(first, width))));
  }

  static Matrix causal(Eigen::Index queries, Eigen::Index keys) {
    Matrix mask(queries, keys);
    for (int i = 0; i < queries; ++i) {
      for (int j = 0; j < keys; ++j) mask(i, j) = j <= i ? 0 : kMinusInfinity;
    }
    return mask;
  }

  Estimate attend(int head, int kvHead, int headDim) {
    const Estimate keys = stages.at({StageId::keys, kvHead});
    Estimate scores =
        put(StageId::scores, head, multiply(stages.at({StageId::queries, head}), keys.transposed()));
    const double scale = request.scale ? static_cast<double>(*request.scale) : 1 / std::sqrt(headDim);
    scores = put(StageId::scaledScores, head, times(scores, scale));
    if (request.mask.causal) {
      scores = put(StageId::maskedScores, head, add(scores, stages.at({StageId::mask, -1})));
    }
    const Estimate weights = put(StageId::weights, head, softmaxOfRows(scores));
    return multiply(weights, stages.at({StageId::values, kvHead}));
  }

  void finish(const std::vector<Estimate>& attended) {
    const int heads = request.numHeads;
    const bool projects = request.outputProjection.value_or(heads > 1);
    if (heads == 1 && !projects) {
      put(StageId::output, -1, attended[0]);
      return;
    }
    const Eigen::Index width = attended[0].values.cols();
    Estimate joined = Estimate::exact(Wide(attended[0].values.rows(), heads * width));
    for (int h = 0; h < heads; ++h) {
      const Estimate part = put(StageId::headOutput, h, attended[static_cast<std::size_t>(h)]);
      joined.values.middleCols(h * width, width) = part.values;
      joined.error.middleCols(h * width, width) = part.error;
    }
    joined = put(StageId::concatenated, -1, joined);
    put(StageId::output, -1, projects ? projectOutput(joined) : joined);
  }

  Estimate projectOutput(const Estimate& joined) {
    const Weights& given = request.weights;
    const auto rows = static_cast<int>(joined.values.cols());
    const Matrix weights =
        given.output ? *given.output : toyWeights(request.seed, "output", rows, 0, request.embedDim);
    const Estimate result = multiply(joined, put(StageId::outputWeights, -1, weights));
    if (!given.outputBias) return result;
    return addToRows(result, put(StageId::outputBias, -1, *given.outputBias));
  }

  const Request& request;
  OracleTrace stages;
};

}  // namespace

OracleTrace oracle(const Request& request) { return Oracle(request).run(); }

void expectMatchesOracle(const Trace& trace, const Request& request) {
  const OracleTrace expected = oracle(request);
  EXPECT_EQ(trace.stages.size(), expected.size());
  for (const Stage& stage : trace.stages) {
    const auto found = expected.find({stage.id, stage.head});
    ASSERT_NE(found, expected.end()) << label({stage.id, stage.head}) << " is not one the oracle has";
    EXPECT_TRUE(isWithin(stage.values, found->second)) << label({stage.id, stage.head});
  }
}

}  // namespace softlook::test
