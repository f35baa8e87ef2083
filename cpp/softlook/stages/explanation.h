// The arithmetic of one cell.
#pragma once

#include <optional>
#include <vector>

#include "softlook/stages/stage.h"

namespace softlook {

/// A place in a trace.
struct Cell {
  StageRef stage;
  int row;
  int column;
};

/// One term of a cell's arithmetic: left · right = product, each factor with the cell it was read from where
/// it was read from one (a scale factor and the 1 of a bias are not).
struct Term {
  float left, right, product;
  std::optional<Cell> leftFrom, rightFrom;
};

/// How one cell came about. Except for a softmax the result is the sum of the products (in exact arithmetic;
/// the core adds in float32). Terms by operation: products: one for each pair that is multiplied, and bias ·
/// 1 last; scale: value · scale; mask, add: value · 1 of each input; copy, concatenate, stack, split: value ·
/// 1; columnSums: value · 1 of each row; input: none; rotate, rotateBack: value · cos(angle) and the pair's
/// other value · ∓sin(angle); alibi: distance · −slope; softcapGradient: gradient · (1 − tanh²(score / c));
/// runningStates: one a key; stateProduct, rowProduct: one a feature; runningSums: value · 1 a key; hide:
/// value · 1 or · 0; subtract: value · 1 and value · −1.
/// softmaxGradient: a term a key, w_k · g_k; they come to `sum`, and the cell is w (g − sum) of its own term.
/// In six the right side is not a factor: softmax: a term a key, left = its score, right = the row's
/// maximum, product = exp(left − right); softcap: product = right · tanh(left / right); divide, normalize:
/// product = left / right; features: product = φ(left), right = 0; sinusoid: left = position, right =
/// frequency, product = their angle's sine or cosine.
struct Explanation {
  Operation operation;
  std::vector<Term> terms;
  float result;    // the value in the trace
  float computed;  // what the terms come to, to the last bit: differs from result only where the cell was
                   // edited (an input has no terms: its result)
  bool edited;
  std::optional<float> angle;  // sinusoid, rotate and rotateBack: position · frequency, in radians
  // Softmax only (an empty row has maximum −∞ and sum 0):
  std::optional<float> max;
  std::vector<float> exponentials;
  std::optional<float> sum;  // also of a softmaxGradient
};

}  // namespace softlook
