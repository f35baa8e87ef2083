#include "softlook/attend/attend.h"

#include <optional>
#include <vector>

#include "wasm/calls.h"
#include "wasm/crossing.h"

using emscripten::val;

namespace softlook::wasm {

namespace {

/// A tensor of a request, its numbers copied into `numbers`; none where the field is undefined.
template <typename Number>
std::optional<View<Number>> read(const val& request, const char* field, std::vector<Number>& numbers) {
  const val tensor = request[field];
  if (tensor.isUndefined()) return std::nullopt;
  View<Number> view{};
  const val shape = tensor["shape"];
  for (unsigned axis = 0; axis < 4; ++axis) view.shape.at(axis) = shape[axis].as<int>();
  const val data = tensor["data"];
  numbers.resize(data["length"].as<unsigned>());
  copyFromJs(data, numbers.data(), numbers.size());
  view.data = numbers;
  return view;
}

AttendResult run(const val& request) {
  std::array<std::vector<float>, 6> numbers;
  std::vector<std::uint8_t> cells;
  AttendRequest asked;
  asked.queries = *read(request, "queries", numbers[0]);
  asked.keys = *read(request, "keys", numbers[1]);
  asked.values = *read(request, "values", numbers[2]);
  asked.pastKeys = read(request, "pastKeys", numbers[3]);
  asked.pastValues = read(request, "pastValues", numbers[4]);
  asked.bias = read(request, "bias", numbers[5]);
  asked.allowed = read(request, "allowed", cells);
  take(request, "isCausal", asked.isCausal);
  take(request, "window", asked.window);
  take(request, "rightWindow", asked.rightWindow);
  take(request, "packed", asked.packed);
  const val lengths = request["keyLengths"];
  if (!lengths.isUndefined()) asked.keyLengths = emscripten::vecFromJSArray<int>(lengths);
  auto shown = static_cast<int>(asked.weightsAre);
  take(request, "weightsAre", shown);
  asked.weightsAre = static_cast<Shown>(shown);
  take(request, "scale", asked.scale);
  take(request, "softcap", asked.softcap);
  take(request, "needWeights", asked.needWeights);
  return softlook::attend(asked);
}

}  // namespace

val attend(val request) {
  // The largest request has the memory to itself.
  forget();
  const AttendResult answer = run(request);
  val result = val::object();
  const auto set = [&](const char* field, const std::vector<float>& numbers) {
    if (!numbers.empty()) result.set(field, copyToJs(numbers));
  };
  set("output", answer.output);
  set("logSumExp", answer.logSumExp);
  set("weights", answer.weights);
  set("keys", answer.keys);
  set("values", answer.values);
  return result;
}

}  // namespace softlook::wasm
