#include "json.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace softlook::cli {

namespace {

void printString(std::ostream& out, std::string_view text) {
  out << '"';
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') {
      out << '\\' << byte;
    } else if (static_cast<unsigned char>(byte) < 0x20) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(byte));
      out << escape.data();
    } else {
      out << byte;
    }
  }
  out << '"';
}

void printNumber(std::ostream& out, float value) {
  if (std::isinf(value)) {
    out << (value < 0 ? "\"-Infinity\"" : "\"Infinity\"");
    return;
  }
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.9g", static_cast<double>(value));
  out << digits.data();
}

/// Prints [a,b,c] with `print(item)` for each.
template <typename Items, typename Print>
void printArray(std::ostream& out, const Items& items, Print print) {
  const char* separator = "";
  out << '[';
  for (const auto& item : items) {
    out << separator;
    print(item);
    separator = ",";
  }
  out << ']';
}

void printStrings(std::ostream& out, const std::vector<std::string>& strings) {
  printArray(out, strings, [&](const std::string& text) { printString(out, text); });
}

void printStage(std::ostream& out, const Stage& stage) {
  const auto printInt = [&](int value) { out << value; };
  out << "\n{\"id\":\"" << name(stage.id) << "\",\"head\":" << stage.head << ",\"operation\":\""
      << name(stage.operation) << "\",\"inputs\":";
  printArray(out, stage.inputs, [&](const StageRef& ref) {
    out << "{\"id\":\"" << name(ref.id) << "\",\"head\":" << ref.head << '}';
  });
  out << ",\"rowAxis\":\"" << name(stage.rowAxis) << "\",\"colAxis\":\"" << name(stage.colAxis)
      << "\",\"origin\":\"" << name(stage.origin) << "\",\"rows\":" << stage.values.rows()
      << ",\"cols\":" << stage.values.cols() << ",\"data\":";
  printArray(out, stage.values.reshaped<Eigen::RowMajor>(), [&](float value) { printNumber(out, value); });
  out << ",\"edited\":";
  printArray(out, stage.edited, printInt);
  out << ",\"emptyRows\":";
  printArray(out, stage.emptyRows, printInt);
  if (!stage.entropies.empty()) {
    out << ",\"entropies\":";
    printArray(out, stage.entropies, [&](float value) { printNumber(out, value); });
  }
  out << '}';
}

}  // namespace

void printJson(std::ostream& out, const Trace& trace) {
  out << "{\"tokens\":";
  printStrings(out, trace.tokens);
  out << ",\"context\":";
  if (trace.context.empty()) {
    out << "null";
  } else {
    printStrings(out, trace.context);
  }
  out << ",\"embedDim\":" << trace.embedDim << ",\"numHeads\":" << trace.numHeads
      << ",\"numKvHeads\":" << trace.numKvHeads << ",\"headDim\":" << trace.headDim
      << ",\"valueDim\":" << trace.valueDim << ",\"scale\":";
  printNumber(out, trace.scale);
  out << ",\"stages\":";
  printArray(out, trace.stages, [&](const Stage& stage) { printStage(out, stage); });
  out << "}\n";
}

}  // namespace softlook::cli
