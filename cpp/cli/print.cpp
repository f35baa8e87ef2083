#include "print.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "softlook/operations/alibi.h"
#include "words.h"

namespace softlook::cli {

namespace {

std::string padding(const std::string& text, int width) {
  std::string spaces;
  spaces.resize(static_cast<std::size_t>(std::max(0, width - displayWidth(text))), ' ');
  return spaces;
}
std::string alignLeft(const std::string& text, int width) { return text + padding(text, width); }
std::string alignRight(const std::string& text, int width) { return padding(text, width) + text; }

int widest(const std::vector<std::string>& texts) {
  int width = 0;
  for (const std::string& text : texts) width = std::max(width, displayWidth(text));
  return width;
}

class Printer {
 public:
  Printer(std::ostream& stream, const Trace& printed, const Paper& chosen)
      : out(stream), trace(printed), paper(chosen) {}

  void print(const Stage& stage) {
    out << title(stage) << "\n  " << formula(stage) << "\n";
    printMatrix(stage);
    if (!stage.emptyRows.empty()) out << "  Rows of zeros: no key is allowed there.\n";
    out << "\n";
  }

 private:
  const char* either(const char* unicode, const char* ascii) const { return paper.unicode ? unicode : ascii; }

  std::string number(float value, const char* format = "%.2f") const {
    if (std::isinf(value)) return value < 0 ? either("−∞", "-inf") : either("∞", "inf");
    std::array<char, 64> digits{};
    std::snprintf(digits.data(), digits.size(), format, static_cast<double>(std::abs(value)));
    const std::string text = digits.data();
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return std::string(value < 0 && !zero ? either("−", "-") : "") + text;
  }

  /// "queries 2" where there are several heads; heads are counted from 1, as people do.
  std::string title(const StageRef& ref) const {
    const bool several = ref.head > 0 || (ref.head == 0 && trace.numHeads > 1);
    return std::string(name(ref.id)) + (several ? " " + std::to_string(ref.head + 1) : "");
  }

  std::string title(const Stage& stage) const {
    return title(StageRef{stage.id, stage.head}) + "  (" + std::to_string(stage.values.rows()) +
           either(" × ", " x ") + std::to_string(stage.values.cols()) + ", " +
           std::string(name(stage.origin)) + ")";
  }

  std::string formula(const Stage& stage) const {
    const auto in = [&](std::size_t index) { return title(stage.inputs[index]); };
    const std::string times = either(" · ", " * ");
    const std::string cap = number(trace.softcap, "%.4g");
    switch (stage.operation) {
      case Operation::input:
        if (stage.id == StageId::fullOutput) return "= the same rows, computed for all tokens at once";
        return stage.id == StageId::mask ? "0 where the query may look, " + number(-INFINITY) + " elsewhere"
                                         : "put in as it is";
      case Operation::copy:
        return "= " + in(0);
      case Operation::product:
        return "= " + in(0) + times + in(1) + (stage.inputs.size() > 2 ? " + " + in(2) : "");
      case Operation::productTransposed:
      case Operation::transposedProduct:
        return "= " + products(stage);
      case Operation::scale:
        return "= " + in(0) + times + number(trace.scale, "%.4g");
      case Operation::mask:
      case Operation::add:
        return "= " + joined(stage.inputs, " + ");
      case Operation::softmax:
        return "= softmax of each row of " + in(0);
      case Operation::concatenate:
        return "= " + joined(stage.inputs, " | ");
      case Operation::sinusoid:
        return "sine and cosine of the position, slower from pair to pair";
      case Operation::rotate:
        return "= " + in(0) + ", pairs of features turned by the position";
      case Operation::alibi:
        return "= " + number(-alibiSlope(stage.head, trace.numHeads), "%.4g") + times + "distance";
      case Operation::softcap:
        return "= " + cap + times + "tanh(" + in(0) + " / " + cap + ")";
      case Operation::divide:
        return "= " + in(0) + " / " + (stage.inputs.size() > 1 ? in(1) : number(trace.temperature, "%.4g"));
      case Operation::columnSums:
        return "= the sums of the columns of " + in(0);
      case Operation::split:
        return "= the columns of this head in " + in(0);
      case Operation::softmaxGradient:
        return "= " + in(0) + times + "(" + in(1) + " less its mean in the row, weighted by " + in(0) + ")";
      case Operation::softcapGradient:
        return "= " + in(0) + times + either("(1 − tanh²(", "(1 - tanh^2(") + in(1) + " / " + cap + "))";
      case Operation::rotateBack:
        return "= " + in(0) + ", pairs of features turned back by the position";
      case Operation::features:
        return "= elu(" + in(0) + ") + 1";
      case Operation::hide:
        return "= " + in(0) + " where " + in(1) + " allows it, else 0";
      case Operation::normalize:
        return "= each row of " + in(0) + " over its sum";
      case Operation::runningStates:
        return "= " + in(0) + either("ᵀ", "^T") + times + in(1) + ", after each key";
      case Operation::runningSums:
        return "= the rows of " + in(0) + " summed, after each key";
      case Operation::stateProduct:
      case Operation::rowProduct:
        return "= " + in(0) + times + in(1) + " after the query's key";
      case Operation::subtract:
        return "= " + in(0) + either(" − ", " - ") + in(1);
      case Operation::stack:
        return "= " + joined(stage.inputs, " above ");
      default:
        return "= " + std::string(name(stage.operation)) + " of " + joined(stage.inputs, ", ");
    }
  }

  std::string joined(const std::vector<StageRef>& refs, const char* between) const {
    std::string text;
    for (const StageRef& ref : refs) text += (text.empty() ? "" : between) + title(ref);
    return text;
  }

  /// left · rightᵀ + …, or leftᵀ · right + …
  std::string products(const Stage& stage) const {
    const bool leftTransposed = stage.operation == Operation::transposedProduct;
    const std::string transposed = either("ᵀ", "^T");
    std::string text;
    for (std::size_t i = 0; i < stage.inputs.size(); i += 2) {
      text += (i == 0 ? "" : " + ") + title(stage.inputs[i]) + (leftTransposed ? transposed : "") +
              either(" · ", " * ") + title(stage.inputs[i + 1]) + (leftTransposed ? "" : transposed);
    }
    return text;
  }

  std::vector<std::string> labels(Axis axis, Eigen::Index count) const {
    if (axis == Axis::queryToken) return {trace.tokens.begin() + trace.firstQuery, trace.tokens.end()};
    if (axis == Axis::keyToken) {  // all, or those in the cache
      const std::vector<std::string>& keys = trace.context.empty() ? trace.tokens : trace.context;
      return {keys.begin(), keys.begin() + count};
    }
    std::vector<std::string> numbers;
    for (Eigen::Index i = 0; i < count; ++i) numbers.push_back(std::to_string(i));
    return numbers;
  }

  /// Prints as many columns side by side as fit the paper, then the next ones below.
  void printMatrix(const Stage& stage) {
    const std::vector<std::string> rows = labels(stage.rowAxis, stage.values.rows());
    const std::vector<std::string> columns = labels(stage.colAxis, stage.values.cols());
    std::vector<std::string> cells;
    for (const float value : stage.values.reshaped<Eigen::RowMajor>()) cells.push_back(number(value));
    const int margin = widest(rows) + 2;
    const int width = std::max({widest(cells), widest(columns), 4}) + 2;
    const int count = static_cast<int>(columns.size());
    const int fit = std::max(1, (paper.columns - margin) / width);
    for (int first = 0; first < count; first += fit) {
      const int last = std::min(count, first + fit);
      out << std::string(static_cast<std::size_t>(margin), ' ');
      for (int column = first; column < last; ++column) out << alignRight(columns[index(column)], width);
      out << "\n";
      for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        out << "  " << alignLeft(rows[index(row)], margin - 2);
        for (int column = first; column < last; ++column) {
          out << alignRight(cells[index(row * count + column)], width);
        }
        out << "\n";
      }
    }
  }

  static std::size_t index(int value) { return static_cast<std::size_t>(value); }

  std::ostream& out;
  const Trace& trace;
  Paper paper;
};

}  // namespace

void printTrace(std::ostream& out, const Trace& trace, const Paper& paper) {
  Printer printer(out, trace, paper);
  for (const Stage& stage : trace.stages) printer.print(stage);
}

}  // namespace softlook::cli
