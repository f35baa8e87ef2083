#include "support/oracle.h"

#include <cmath>

#include "softlook/numbers/toy.h"
#include "support/gradient_oracle.h"
#include "support/oracle_methods.h"

namespace softlook::test {

namespace {

/// Of a sine or cosine in float64: the frequency's relative error, some ulps or 1e-15, times an angle of up
/// to 512.
constexpr double kAngleError = 1e-12;

class Oracle {
 public:
  explicit Oracle(const Request& asked)
      : request(asked), past(asked.cachedTokens.value_or(0)), shifts(asked.edits.size()) {}

  /// The same request once more, with a change; `before` says what the edits shifted.
  Oracle(const Oracle& before, const Nudge& change)
      : request(before.request), past(before.past), nudge(&change), shifts(before.shifts) {}

  OracleTrace run() {
    Estimate x = put(StageId::embeddings, -1, embed(request.embeddings, request.tokens));
    Estimate source = x;
    if (request.context) {
      source = put(StageId::contextEmbeddings, -1, embed(request.contextEmbeddings, *request.context));
    }
    if (request.positions == Positions::sinusoidal) {
      x = place(x, StageId::positions, StageId::positionedEmbeddings);
      source = request.context ? place(source, StageId::contextPositions, StageId::positionedContext) : x;
    }
    if (request.cachedTokens) x = put(StageId::newEmbeddings, -1, rowsOf(x, past, x.values.rows() - past));
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
      const auto key = [&](const Estimate& of) {
        return project(of, given.key, given.keyBias, "key", g, headDim);
      };
      const auto value = [&](const Estimate& of) {
        return project(of, given.value, given.valueBias, "value", g, valueDim);
      };
      if (request.cachedTokens) {
        putStacked(StageId::keys, StageId::cachedKeys, StageId::newKeys, g, {source, x}, key);
        putStacked(StageId::values, StageId::cachedValues, StageId::newValues, g, {source, x}, value);
      } else {
        put(StageId::keys, g, key(source));
        put(StageId::values, g, value(source));
      }
    }
    masked = isMasked();
    if (masked) put(StageId::mask, -1, mask(request.mask, x.values.rows(), source.values.rows()));
    std::vector<Estimate> attended;
    for (int h = 0; h < heads; ++h) attended.push_back(attend(h, h * kvHeads / heads, headDim));
    finish(attended);
    if (request.cachedTokens) prove();
    return stages;
  }

 private:
  static Estimate rowsOf(const Estimate& from, Eigen::Index start, Eigen::Index count) {
    return {from.values.middleRows(start, count), from.error.middleRows(start, count)};
  }

  struct Sides {
    const Estimate &all, &added;
  };

  /// What the cache holds above what is new, each projected by itself.
  template <typename Project>
  void putStacked(StageId whole, StageId cached, StageId added, int head, const Sides& from,
                  Project project) {
    const Eigen::Index count = from.added.values.rows();
    const Estimate below = put(added, head, project(from.added));
    Estimate stack = Estimate::exact(Wide(past + count, below.values.cols()));
    stack.values.bottomRows(count) = below.values;
    stack.error.bottomRows(count) = below.error;
    if (past > 0) {
      const Estimate above = put(cached, head, project(rowsOf(from.all, 0, past)));
      stack.values.topRows(past) = above.values;
      stack.error.topRows(past) = above.error;
    }
    put(whole, head, stack);
  }

  static bool isOfQueries(StageId id) {
    return id == StageId::queries || id == StageId::rotatedQueries ||
           (id >= StageId::scores && id <= StageId::output && id != StageId::outputWeights &&
            id != StageId::outputBias);
  }

  /// The whole computation, with the edits of what it has too.
  void prove() {
    Request whole = request;
    whole.cachedTokens = std::nullopt;
    whole.edits.clear();
    for (Edit edit : request.edits) {
      const StageId id = stageId(edit.stage);
      const bool isOfCache = id == StageId::newEmbeddings || id > StageId::output ||
                             (id >= StageId::cachedKeys && id <= StageId::newValues);
      if (isOfQueries(id)) edit.row += past;
      if (!isOfCache) whole.edits.push_back(edit);
    }
    const Estimate output = Oracle(whole).run().at({StageId::output, -1});
    Estimate full = put(StageId::fullOutput, -1, rowsOf(output, past, output.values.rows() - past));
    full.values *= -1;
    put(StageId::decodeDifference, -1, add(stages.at({StageId::output, -1}), full));
  }

  /// Keeps the stage with its edits, and returns it.
  Estimate put(StageId id, int head, Estimate estimate) {
    for (std::size_t i = 0; i < request.edits.size(); ++i) {
      const Edit& edit = request.edits[i];
      if (edit.stage != name(id) || (head != -1 && edit.head != head)) continue;
      double& cell = estimate.values(edit.row, edit.column);
      if (nudge == nullptr) shifts[i] = static_cast<double>(edit.value) - cell;
      cell = nudge == nullptr ? static_cast<double>(edit.value) : cell + shifts[i];
      estimate.error(edit.row, edit.column) = 0;
    }
    if (nudge != nullptr && nudge->cell.stage == StageRef{id, head}) {
      estimate.values(nudge->cell.row, nudge->cell.column) += nudge->by;
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

  Estimate place(const Estimate& x, StageId table, StageId sum) {
    Wide waves(x.values.rows(), x.values.cols());
    for (int p = 0; p < waves.rows(); ++p) {
      for (int j = 0; j < waves.cols(); ++j) {
        const double angle = p / std::pow(10000.0, 2.0 * (j / 2) / static_cast<double>(waves.cols()));
        waves(p, j) = j % 2 == 0 ? std::sin(angle) : std::cos(angle);
      }
    }
    return put(sum, -1, add(x, put(table, -1, Estimate::rounded(waves, kAngleError))));
  }

  bool isMasked() const {
    const Mask& m = request.mask;
    return m.causal || m.window || m.prefix > 0 || m.padding || m.allowed || m.bias;
  }

  Matrix mask(const Mask& m, Eigen::Index queries, Eigen::Index keys) const {
    Matrix result(queries, keys);
    for (int i = past; i < past + queries; ++i) {
      for (int j = 0; j < keys; ++j) {
        bool sees = true;
        if (m.causal) sees = sees && j <= i;
        if (m.window) sees = sees && i - j <= *m.window;
        if (j < m.prefix) sees = true;
        if (m.padding) sees = sees && m.padding->at(static_cast<std::size_t>(j)) == 1;
        if (m.allowed) sees = sees && m.allowed->at(static_cast<std::size_t>(i * keys + j)) == 1;
        const float bias = m.bias ? (*m.bias)(i, j) : 0;
        result(i - past, j) = sees ? bias : kMinusInfinity;
      }
    }
    return result;
  }

  /// −slope · distance. The slopes run 2^(−8/P), 2^(−16/P), … over the P heads of the power of 2, and the
  /// heads beyond take the missing ones of 2P: 2^(−4/P), 2^(−12/P), …
  Estimate distances(int head, int heads, Eigen::Index queries, Eigen::Index keys) const {
    const int power = heads >= 8 ? 8 : heads >= 4 ? 4 : heads >= 2 ? 2 : 1;
    const double slope = head < power ? std::pow(2, -8.0 * (head + 1) / power)
                                      : std::pow(2, -4.0 * (2 * (head - power) + 1) / power);
    Wide bias(queries, keys);
    for (int i = 0; i < queries; ++i) {
      for (int j = 0; j < keys; ++j) bias(i, j) = -slope * std::abs(past + i - j);
    }
    Estimate estimate = Estimate::rounded(bias, 0);
    estimate.error *= 2.001;  // the slope's rounding and the product's
    return estimate;
  }

  Estimate attend(int head, int kvHead, int headDim) {
    Estimate queries = stages.at({StageId::queries, head});
    Estimate keys = stages.at({StageId::keys, kvHead});
    if (request.positions == Positions::rope) {
      queries = put(StageId::rotatedQueries, head, rotatedRows(queries, 1, past));
      keys = put(StageId::rotatedKeys, kvHead, rotatedRows(keys));
    }
    Estimate scores = put(StageId::scores, head, multiply(queries, keys.transposed()));
    const double scale = request.scale ? static_cast<double>(*request.scale) : 1 / std::sqrt(headDim);
    scores = put(StageId::scaledScores, head, times(scores, scale));
    scores = adjust(scores, head);
    const Estimate values = stages.at({StageId::values, kvHead});
    const Estimate exact = multiply(put(StageId::weights, head, softmaxOfRows(scores)), values);
    if (request.method == Method::softmax) return exact;
    const auto keep = [this](StageId id, int of, Estimate stage) { return put(id, of, std::move(stage)); };
    Estimate minus = put(StageId::exactOutput, head, exact);
    minus.values *= -1;
    const Estimate approximated =
        put(StageId::headOutput, head,
            approximate({request, head, kvHead, queries, keys, values, scores, scale, keep}));
    put(StageId::outputDifference, head, add(approximated, minus));
    return approximated;
  }

  Estimate adjust(Estimate scores, int head) {
    if (request.softcap) {
      scores = put(StageId::cappedScores, head, capped(scores, static_cast<double>(*request.softcap)));
    }
    if (request.positions == Positions::alibi) {
      const Eigen::Index keys = scores.values.cols();
      const Estimate bias = distances(head, request.numHeads, scores.values.rows(), keys);
      scores = put(StageId::biasedScores, head, add(scores, put(StageId::positionBias, head, bias)));
    }
    if (masked) scores = put(StageId::maskedScores, head, add(scores, stages.at({StageId::mask, -1})));
    if (request.temperature != 1) {
      scores =
          put(StageId::temperedScores, head, dividedBy(scores, static_cast<double>(request.temperature)));
    }
    return scores;
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
      const Estimate& own = attended[static_cast<std::size_t>(h)];
      const Estimate part = request.method == Method::softmax ? put(StageId::headOutput, h, own) : own;
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
  int past;  // the position of the first query
  const Nudge* nudge = nullptr;
  std::vector<double> shifts;  // of each edit: its value less what was computed
  bool masked = false;
  OracleTrace stages;
};

}  // namespace

OracleTrace oracle(const Request& request) {
  OracleTrace stages = Oracle(request).run();
  if (request.gradient) addGradients(request, stages);
  return stages;
}

OracleTrace nudged(const Request& request, const Nudge& nudge) {
  Oracle before(request);
  before.run();
  return Oracle(before, nudge).run();
}

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
