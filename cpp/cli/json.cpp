#include "json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace softlook::cli {

namespace {

/// In the order in which it is put together, with the fewest digits that give a float32 back.
using Json = nlohmann::basic_json<nlohmann::ordered_map, std::vector, std::string, bool, std::int64_t,
                                  std::uint64_t, float>;

Json number(float value) {
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  return value;
}

template <typename Numbers>
Json numbers(const Numbers& values) {
  Json list = Json::array();
  for (const float value : values) list.push_back(number(value));
  return list;
}

Json stageOf(const Stage& stage) {
  Json inputs = Json::array();
  for (const StageRef& ref : stage.inputs) inputs.push_back({{"id", name(ref.id)}, {"head", ref.head}});
  Json json = {{"id", name(stage.id)},
               {"head", stage.head},
               {"operation", name(stage.operation)},
               {"inputs", std::move(inputs)},
               {"rowAxis", name(stage.rowAxis)},
               {"colAxis", name(stage.colAxis)},
               {"origin", name(stage.origin)},
               {"rows", stage.values.rows()},
               {"cols", stage.values.cols()},
               {"data", numbers(stage.values.reshaped<Eigen::RowMajor>())},
               {"edited", stage.edited},
               {"emptyRows", stage.emptyRows}};
  if (!stage.entropies.empty()) json["entropies"] = numbers(stage.entropies);
  return json;
}

}  // namespace

void printJson(std::ostream& out, const Trace& trace) {
  Json stages = Json::array();
  for (const Stage& stage : trace.stages) stages.push_back(stageOf(stage));
  const Json json = {
      {"tokens", trace.tokens},         {"context", trace.context.empty() ? Json() : Json(trace.context)},
      {"embedDim", trace.embedDim},     {"numHeads", trace.numHeads},
      {"numKvHeads", trace.numKvHeads}, {"headDim", trace.headDim},
      {"valueDim", trace.valueDim},     {"scale", number(trace.scale)},
      {"stages", std::move(stages)}};
  out << json << "\n";
}

}  // namespace softlook::cli
