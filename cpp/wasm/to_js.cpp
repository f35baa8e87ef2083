#include "wasm/to_js.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/crossing.h"

using emscripten::typed_memory_view;
using emscripten::val;

namespace softlook::wasm {

namespace {

/// Numbers instead of names, each name sent once.
class Names {
 public:
  template <typename Named>
  std::int32_t placeOf(Named named) {
    const std::string_view text = name(named);
    const auto place = static_cast<std::int32_t>(std::find(names.begin(), names.end(), text) - names.begin());
    if (place == static_cast<std::int32_t>(names.size())) names.push_back(text);
    return place;
  }

  val toJs() const {
    val list = val::array();
    for (const std::string_view text : names) list.call<void>("push", std::string(text));
    return list;
  }

 private:
  std::vector<std::string_view> names;
};

/// Room for the numbers of all stages, filled from the stages where they are: a large trace need not fit into
/// the WASM memory a second time.
class Numbers {
 public:
  explicit Numbers(std::size_t count) : array(val::global("Float32Array").new_(count)) {}

  /// Of a Matrix or a vector.
  template <typename Floats>
  void add(const Floats& numbers) {
    const auto count = static_cast<std::size_t>(numbers.size());
    if (count == 0) return;
    // Copied on the line that makes the view, as in copyToJs.
    array.call<void>("set", val(typed_memory_view(count, numbers.data())), filled);
    filled += count;
  }

  const val& toJs() const { return array; }

 private:
  val array;
  std::size_t filled = 0;
};

void addList(std::vector<std::int32_t>& layout, const std::vector<int>& list) {
  layout.push_back(static_cast<std::int32_t>(list.size()));
  layout.insert(layout.end(), list.begin(), list.end());
}

void addStage(std::vector<std::int32_t>& layout, Names& names, const Stage& stage) {
  const bool differs = stage.difference.size() > 0;
  for (const std::int32_t entry :
       {names.placeOf(stage.id), stage.head, names.placeOf(stage.operation), names.placeOf(stage.rowAxis),
        names.placeOf(stage.colAxis), names.placeOf(stage.origin),
        static_cast<std::int32_t>(stage.values.rows()), static_cast<std::int32_t>(stage.values.cols()),
        static_cast<std::int32_t>(stage.multiplications >> 32),
        static_cast<std::int32_t>(stage.multiplications & 0xffffffff), differs ? 1 : 0,
        static_cast<std::int32_t>(stage.entropies.size()), static_cast<std::int32_t>(stage.inputs.size())}) {
    layout.push_back(entry);
  }
  for (const StageRef& input : stage.inputs) {
    layout.push_back(names.placeOf(input.id));
    layout.push_back(input.head);
  }
  addList(layout, stage.edited);
  addList(layout, stage.emptyRows);
}

void addCell(std::vector<std::int32_t>& layout, Names& names, const std::optional<Cell>& cell) {
  if (!cell) {
    layout.insert(layout.end(), {-1, -1, -1, -1});
    return;
  }
  layout.insert(layout.end(), {names.placeOf(cell->stage.id), cell->stage.head, cell->row, cell->column});
}

}  // namespace

val traceToJs(const Trace& trace) {
  std::size_t count = 0;
  for (const Stage& stage : trace.stages) {
    count += static_cast<std::size_t>(stage.values.size() + stage.difference.size()) + stage.entropies.size();
  }
  Numbers numbers(count);
  Names names;
  std::vector<std::int32_t> layout;
  for (const Stage& stage : trace.stages) {
    addStage(layout, names, stage);
    numbers.add(stage.values);
    numbers.add(stage.difference);
    numbers.add(stage.entropies);
  }
  val result = val::object();
  result.set("embedDim", trace.embedDim);
  result.set("numHeads", trace.numHeads);
  result.set("numKvHeads", trace.numKvHeads);
  result.set("headDim", trace.headDim);
  result.set("valueDim", trace.valueDim);
  result.set("scale", trace.scale);
  result.set("softcap", trace.softcap);
  result.set("temperature", trace.temperature);
  result.set("firstQuery", trace.firstQuery);
  const Costs& costs = trace.costs;
  std::vector<double> sums;
  for (const std::int64_t cost : {costs.exact, costs.quadratic, costs.method, costs.cached, costs.full}) {
    sums.push_back(static_cast<double>(cost));
  }
  result.set("costs", copyToJs(sums));
  result.set("names", names.toJs());
  result.set("layout", copyToJs(layout));
  result.set("numbers", numbers.toJs());
  return result;
}

val explanationToJs(const Explanation& explanation) {
  Names names;
  std::vector<std::int32_t> layout;
  std::vector<float> numbers;
  for (const Term& term : explanation.terms) {
    numbers.insert(numbers.end(), {term.left, term.right, term.product});
    addCell(layout, names, term.leftFrom);
    addCell(layout, names, term.rightFrom);
  }
  val result = val::object();
  result.set("operation", std::string(name(explanation.operation)));
  result.set("result", explanation.result);
  result.set("computed", explanation.computed);
  result.set("edited", explanation.edited);
  if (explanation.angle) result.set("angle", *explanation.angle);
  if (explanation.max) result.set("max", *explanation.max);
  if (explanation.sum) result.set("sum", *explanation.sum);
  if (!explanation.exponentials.empty()) result.set("exponentials", copyToJs(explanation.exponentials));
  result.set("names", names.toJs());
  result.set("layout", copyToJs(layout));
  result.set("numbers", copyToJs(numbers));
  return result;
}

}  // namespace softlook::wasm
