#include "softlook/attend/check.h"

#include <cmath>
#include <limits>

#include "softlook/text/complain.h"

namespace softlook {

namespace {

using Shape = std::array<int, 4>;

/// How many numbers a tensor of that shape has; 2⁶² for what is beyond that.
std::int64_t countOf(const Shape& shape) {
  constexpr std::int64_t kMost = std::int64_t{1} << 62;
  std::int64_t count = 1;
  for (const int length : shape) {
    if (length > 0 && count > kMost / length) return kMost;
    count *= length;
  }
  return count;
}

/// A tensor and what it is called; null where it is not given.
struct Named {
  const char* name;
  const Tensor* tensor;
  bool packed = false;

  /// What the caller calls a length: of packed tensors only three are there to be seen.
  std::string length(int axis) const {
    if (packed && axis == 1) return std::string_view(name) == "queries" ? "numHeads" : "numKvHeads";
    return std::string(name) + ".shape[" + std::to_string(packed ? (axis + 1) / 2 : axis) + "]";
  }
  /// How often the caller's length holds that of a tensor of four: a packed row has all heads.
  std::int64_t times(int axis) const { return packed && axis == 3 ? tensor->shape[1] : 1; }
};

/// `fewest` is the least number of tokens.
void checkLengths(const Named& argument, int fewest = 1) {
  const Shape& shape = argument.tensor->shape;
  for (int axis = 0; axis < 4; ++axis) {
    const int length = shape.at(static_cast<std::size_t>(axis));
    const int least = axis == 2 ? fewest : 1;
    if (length < least) complain(argument.length(axis), " is ", length, ", expected at least ", least);
  }
  if (shape[3] <= kMaxAttendWidth) return;
  const std::int64_t heads = argument.times(3);
  complain(argument.length(3), " is ", heads * shape[3], ", expected at most ", heads * kMaxAttendWidth);
}

void checkCount(const char* name, const Shape& shape, std::size_t count) {
  const auto given = static_cast<std::int64_t>(count);
  const std::int64_t expected = countOf(shape);
  if (given == expected) return;
  complain(name, ".data has ", given, " numbers, expected ", expected, " (the product of its shape)");
}

void checkNumbers(const Named& argument, bool mayHide = false) {
  const std::span<const float> numbers = argument.tensor->data;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const float value = numbers[i];
    if (std::isfinite(value) || (mayHide && value < 0)) continue;
    complain(argument.name, ".data[", static_cast<std::int64_t>(i), "] is ", spellNonFinite(value),
             ", expected a finite number", mayHide ? " or -Infinity" : "");
  }
}

/// The same length along one axis of two tensors.
struct Match {
  const Named& argument;
  const Named& other;
  int axis;
};

void checkMatches(std::initializer_list<Match> matches) {
  constexpr std::array<const char*, 4> kAxes = {"batch", "heads", "tokens", "width"};
  for (const auto& [argument, other, axis] : matches) {
    const auto at = static_cast<std::size_t>(axis);
    const int length = argument.tensor->shape.at(at);
    const int expected = other.tensor->shape.at(at);
    if (length == expected) continue;
    const std::int64_t times = argument.times(axis);
    complain(argument.length(axis), " is ", times * length, ", expected ", times * expected,
             argument.packed && axis == 3 ? " (the heads times the " : " (the ", kAxes.at(at), " of ",
             other.name, ")");
  }
}

void checkPast(const Named& keys, const Named& values, const Named& newKeys, const Named& newValues) {
  if (keys.tensor == nullptr && values.tensor == nullptr) return;
  if (values.tensor == nullptr) complain("pastValues is missing, expected a tensor, as pastKeys is given");
  if (keys.tensor == nullptr) complain("pastKeys is missing, expected a tensor, as pastValues is given");
  checkLengths(keys, 0);
  checkLengths(values, 0);
  checkMatches({{keys, newKeys, 0}, {keys, newKeys, 1}, {keys, newKeys, 3}});
  checkMatches({{values, keys, 0}, {values, keys, 1}, {values, keys, 2}, {values, newValues, 3}});
  const int past = keys.tensor->shape[2];
  if (past > std::numeric_limits<int>::max() - newKeys.tensor->shape[2]) {
    complain("pastKeys.shape[2] is ", past, ", expected fewer tokens");
  }
}

/// Axes are named from the last one, since a caller's mask may have fewer than four.
void checkMaskShape(const Shape& shape, const AttendSizes& sizes) {
  const Shape full = {sizes.batch, sizes.heads, sizes.queries, sizes.keys()};
  constexpr std::array<const char*, 4> kPlaces = {"last but three", "last but two", "last but one", "last"};
  constexpr std::array<const char*, 4> kMeanings = {"the batch", "the query heads", "the query tokens",
                                                    "the keys, past ones included"};
  for (std::size_t axis = 0; axis < 4; ++axis) {
    const int length = shape.at(axis);
    const int whole = full.at(axis);
    // A mask may say nothing of the last keys, which are hidden then.
    if (axis == 3 ? length >= 1 && length <= whole : length == 1 || length == whole) continue;
    complain("mask.shape is ", length, " in its ", kPlaces.at(axis), " axis, expected ",
             whole == 1  ? ""
             : axis == 3 ? "1 to "
                         : "1 or ",
             whole, " (", kMeanings.at(axis), ")");
  }
}

void checkCells(std::span<const std::uint8_t> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] <= 1) continue;
    complain("mask.data[", static_cast<std::int64_t>(i), "] is ", cells[i], ", expected 0 or 1");
  }
}

void checkOptions(const AttendRequest& request) {
  if (request.scale && !std::isfinite(*request.scale)) {
    complain("scale is ", spellNonFinite(*request.scale), ", expected a finite number");
  }
  if (request.softcap && !(std::isfinite(*request.softcap) && *request.softcap > 0)) {
    const float cap = *request.softcap;
    complain("softcap is ",
             !std::isfinite(cap) ? spellNonFinite(cap)
             : cap < 0           ? "negative"
                                 : "0",
             ", expected a finite number above 0");
  }
  const auto atLeast0 = [](const char* argument, const std::optional<int>& value) {
    if (value && *value < 0) complain(argument, " is ", *value, ", expected at least 0");
  };
  atLeast0("window", request.window);
  atLeast0("rightWindow", request.rightWindow);
}

void checkKeyLengths(const std::vector<int>& lengths, const AttendSizes& sizes) {
  const auto count = static_cast<std::int64_t>(lengths.size());
  if (count != sizes.batch) {
    complain("keyLengths has ", count, " entries, expected ", sizes.batch, " (the batch of queries)");
  }
  for (int batch = 0; batch < sizes.batch; ++batch) {
    const int length = lengths[static_cast<std::size_t>(batch)];
    if (length >= 0 && length <= sizes.keys()) continue;
    complain("keyLengths[", batch, "] is ", length, ", expected 0 to ", sizes.keys(),
             " (the keys, past ones included)");
  }
}

/// Bytes of the request and of its answer; in float64, where no product of lengths overflows.
double bytesOf(const AttendRequest& request, const AttendSizes& sizes) {
  const auto given = [](const auto& view) { return view ? static_cast<double>(view->data.size()) : 0.0; };
  const double rows = 1.0 * sizes.batch * sizes.heads * sizes.queries;
  double count = static_cast<double>(request.queries.data.size() + request.keys.data.size() +
                                     request.values.data.size()) +
                 given(request.pastKeys) + given(request.pastValues) + given(request.bias) +
                 rows * (sizes.valueDim + 1);
  if (request.needWeights) count += rows * sizes.keys();
  if (request.pastKeys)
    count += 1.0 * sizes.batch * sizes.kvHeads * sizes.keys() * (sizes.headDim + sizes.valueDim);
  return count * sizeof(float) + given(request.allowed);
}

void checkBytes(const AttendRequest& request, const AttendSizes& sizes) {
  const double bytes = bytesOf(request, sizes);
  if (bytes <= static_cast<double>(kMaxAttendBytes)) return;
  constexpr int kMebibyte = 1 << 20;
  complain("the tensors and the answer would hold ", static_cast<std::int64_t>(std::ceil(bytes / kMebibyte)),
           " MiB, expected at most ", kMaxAttendBytes / kMebibyte, " MiB; ",
           request.needWeights ? "leave out needWeights or " : "",
           "split the batch, the heads or the queries over several calls");
}

AttendSizes sizesOf(const AttendRequest& request) {
  const auto [batch, heads, queries, headDim] = request.queries.shape;
  const auto usualScale = static_cast<float>(1 / std::sqrt(static_cast<double>(headDim)));
  return {batch,
          heads,
          request.keys.shape[1],
          queries,
          request.pastKeys ? request.pastKeys->shape[2] : 0,
          request.keys.shape[2],
          headDim,
          request.values.shape[3],
          request.scale.value_or(usualScale)};
}

/// That the lengths go together, and what is to be known of them.
AttendSizes checkShapes(const AttendRequest& request, const std::array<Named, 6>& tensors) {
  const auto& [queries, keys, values, pastKeys, pastValues, bias] = tensors;
  checkLengths(queries);
  const bool hasPast = request.pastKeys && request.pastKeys->shape[2] > 0;
  for (const Named& argument : {keys, values}) checkLengths(argument, hasPast ? 0 : 1);
  checkMatches({{keys, queries, 0}, {keys, queries, 3}});
  const int heads = request.queries.shape[1];
  const int kvHeads = request.keys.shape[1];
  if (heads % kvHeads != 0) {
    complain(keys.length(1), " is ", kvHeads, ", expected a divisor of ", heads, " (the heads of queries)");
  }
  checkMatches({{values, keys, 0}, {values, keys, 1}, {values, keys, 2}});
  checkPast(pastKeys, pastValues, keys, values);
  const AttendSizes sizes = sizesOf(request);
  if (request.allowed) checkMaskShape(request.allowed->shape, sizes);
  if (bias.tensor != nullptr) checkMaskShape(bias.tensor->shape, sizes);
  if (request.keyLengths) checkKeyLengths(*request.keyLengths, sizes);
  return sizes;
}

}  // namespace

AttendSizes checkAttend(const AttendRequest& request) {
  const auto given = [](const std::optional<Tensor>& tensor) { return tensor ? &*tensor : nullptr; };
  const std::array<Named, 6> tensors = {{{"queries", &request.queries, request.packed},
                                         {"keys", &request.keys, request.packed},
                                         {"values", &request.values, request.packed},
                                         {"pastKeys", given(request.pastKeys)},
                                         {"pastValues", given(request.pastValues)},
                                         {"mask", given(request.bias)}}};
  const AttendSizes sizes = checkShapes(request, tensors);
  checkOptions(request);
  for (const auto& [name, tensor, packed] : tensors) {
    if (tensor != nullptr) checkCount(name, tensor->shape, tensor->data.size());
  }
  if (request.allowed) checkCount("mask", request.allowed->shape, request.allowed->data.size());
  checkBytes(request, sizes);
  for (const Named& argument : tensors) {
    if (argument.tensor != nullptr) checkNumbers(argument, argument.tensor == given(request.bias));
  }
  if (request.allowed) checkCells(request.allowed->data);
  return sizes;
}

}  // namespace softlook
