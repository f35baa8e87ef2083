#include "support/estimate.h"

#include <algorithm>
#include <cmath>

namespace softlook::test {

namespace {

Estimate zeros(Eigen::Index rows, Eigen::Index columns) { return Estimate::exact(Wide::Zero(rows, columns)); }

}  // namespace

Estimate Estimate::rounded(const Wide& values, double absolute) {
  return {values, kRoundoff * values.cwiseAbs() + Wide::Constant(values.rows(), values.cols(), absolute)};
}

Estimate multiply(const Estimate& left, const Estimate& right) {
  Estimate result = zeros(left.values.rows(), right.values.cols());
  for (int i = 0; i < result.values.rows(); ++i) {
    for (int j = 0; j < result.values.cols(); ++j) {
      double magnitude = 0;
      for (int k = 0; k < left.values.cols(); ++k) {
        const double a = left.values(i, k);
        const double b = right.values(k, j);
        const double slack =
            left.error(i, k) * (std::abs(b) + right.error(k, j)) + std::abs(a) * right.error(k, j);
        result.values(i, j) += a * b;
        result.error(i, j) += slack;
        magnitude += std::abs(a * b) + slack;
      }
      // One rounding of each product, and one of each sum that it is part of; below 1e-38 float32 rounds
      // products in steps of 1.4e-45.
      const auto terms = static_cast<double>(left.values.cols());
      result.error(i, j) += (terms + 1) * kRoundoff * magnitude + terms * 0.8e-45;
    }
  }
  return result;
}

Estimate add(const Estimate& left, const Estimate& right) {
  Estimate result = zeros(left.values.rows(), left.values.cols());
  for (int i = 0; i < result.values.rows(); ++i) {
    for (int j = 0; j < result.values.cols(); ++j) {
      const double sum = left.values(i, j) + right.values(i, j);
      const double slack = left.error(i, j) + right.error(i, j);
      result.values(i, j) = sum;
      result.error(i, j) = std::isinf(sum) ? 0 : slack + kRoundoff * (std::abs(sum) + slack);
    }
  }
  return result;
}

Estimate addToRows(const Estimate& rows, const Estimate& row) {
  const Eigen::Index count = rows.values.rows();
  return add(rows, {row.values.replicate(count, 1), row.error.replicate(count, 1)});
}

Estimate times(const Estimate& left, double factor) {
  Estimate result{left.values * factor, left.error * std::abs(factor)};
  // The factor's rounding and the product's.
  result.error += 2.001 * kRoundoff * (result.values.cwiseAbs() + result.error);
  return result;
}

Estimate dividedBy(const Estimate& left, double divisor) {
  Estimate result{left.values / divisor, left.error / divisor};
  for (int i = 0; i < left.values.rows(); ++i) {
    for (int j = 0; j < left.values.cols(); ++j) {
      const double size = std::abs(result.values(i, j)) + result.error(i, j);
      if (std::isfinite(size)) result.error(i, j) += kRoundoff * size;
    }
  }
  return result;
}

Estimate capped(const Estimate& left, double cap) {
  Estimate result = left;  // tanh nowhere stretches a difference
  for (int i = 0; i < left.values.rows(); ++i) {
    for (int j = 0; j < left.values.cols(); ++j) {
      result.values(i, j) = cap * std::tanh(left.values(i, j) / cap);
      result.error(i, j) += kRoundoff * (std::abs(result.values(i, j)) + left.error(i, j));
    }
  }
  return result;
}

Estimate rotatedRows(const Estimate& rows, double direction, int first) {
  Estimate result = rows;
  const auto half = static_cast<int>(rows.values.cols()) / 2;
  for (int p = 0; p < rows.values.rows(); ++p) {
    for (int j = 0; j < half; ++j) {
      const double angle = (first + p) / std::pow(10000.0, static_cast<double>(j) / half);
      const double c = std::cos(angle);
      const double s = direction * std::sin(angle);
      const double a = rows.values(p, j);
      const double b = rows.values(p, j + half);
      result.values(p, j) = a * c - b * s;
      result.values(p, j + half) = b * c + a * s;
      const double slackA = rows.error(p, j);
      const double slackB = rows.error(p, j + half);
      // The rounding of sine and cosine, of each product and of the sum.
      const double roundings = 3.001 * kRoundoff;
      const double size = std::abs(a) + slackA + std::abs(b) + slackB;
      result.error(p, j) = slackA * std::abs(c) + slackB * std::abs(s) + roundings * size;
      result.error(p, j + half) = slackB * std::abs(c) + slackA * std::abs(s) + roundings * size;
    }
  }
  return result;
}

// weight j = exp(s_j − max) / Σ_k exp(s_k − max). Subtracting the computed maximum shifts all scores alike,
// so what counts is d_j, the error of s_j and the rounding of s_j − max: weight j changes at most by the
// factor exp(d_j) · Σ_k w_k exp(d_k), and by the roundings of the exponentials and of the quotient.
Estimate softmaxOfRows(const Estimate& scores) {
  Estimate result = zeros(scores.values.rows(), scores.values.cols());
  const auto keys = static_cast<int>(scores.values.cols());
  for (int i = 0; i < scores.values.rows(); ++i) {
    double largest = -INFINITY;
    for (int j = 0; j < keys; ++j) largest = std::max(largest, scores.values(i, j));
    if (largest == -INFINITY) continue;
    double sum = 0;
    for (int j = 0; j < keys; ++j) sum += std::exp(scores.values(i, j) - largest);
    const auto deviation = [&](int j) {
      return scores.error(i, j) +
             kRoundoff * (largest - scores.values(i, j) + 2 * scores.error.row(i).maxCoeff());
    };
    double stretch = 0;
    for (int j = 0; j < keys; ++j) {
      result.values(i, j) = std::exp(scores.values(i, j) - largest) / sum;
      if (result.values(i, j) > 0) stretch += result.values(i, j) * std::exp(deviation(j));
    }
    for (int j = 0; j < keys; ++j) {
      const double weight = result.values(i, j);
      if (weight == 0) continue;
      const double factor = std::exp(deviation(j)) * stretch * (1 + 4 * kRoundoff);
      result.error(i, j) = weight * (factor - 1) + 1e-44;  // below 1e-38 float32 rounds in steps of 1.4e-45
    }
  }
  return result;
}

Estimate softmaxSlopes(const Estimate& weights, const Estimate& gradients) {
  Estimate result = zeros(weights.values.rows(), weights.values.cols());
  for (int i = 0; i < weights.values.rows(); ++i) {
    double mean = 0;
    double slack = 0;
    for (int k = 0; k < weights.values.cols(); ++k) {
      const double size = std::abs(gradients.values(i, k)) + gradients.error(i, k);
      mean += weights.values(i, k) * gradients.values(i, k);
      slack += weights.error(i, k) * size + weights.values(i, k) * gradients.error(i, k);
    }
    for (int j = 0; j < weights.values.cols(); ++j) {
      const double weight = weights.values(i, j);
      const double off = gradients.values(i, j) - mean;
      const double error = gradients.error(i, j) + slack;
      const double most = (weight + weights.error(i, j)) * (std::abs(off) + error);
      result.values(i, j) = weight * off;
      result.error(i, j) = weights.error(i, j) * (std::abs(off) + error) + weight * error + kRoundoff * most;
      result.error(i, j) += 1e-44;  // as in softmaxOfRows
    }
  }
  return result;
}

// The slope's own slope is at most 4 / (3 √3) < 0.77, over the cap.
Estimate softcapSlopes(const Estimate& scores, const Estimate& gradients, double cap) {
  Estimate result = gradients;
  for (int i = 0; i < scores.values.rows(); ++i) {
    for (int j = 0; j < scores.values.cols(); ++j) {
      const double tangent = std::tanh(scores.values(i, j) / cap);
      const double slope = (1 - tangent) * (1 + tangent);
      const double error = 0.77 / cap * scores.error(i, j) + kRoundoff * slope + 1e-14;
      const double size = std::abs(gradients.values(i, j)) + gradients.error(i, j);
      result.values(i, j) = gradients.values(i, j) * slope;
      result.error(i, j) = error * size + slope * gradients.error(i, j);
      result.error(i, j) += kRoundoff * (slope + error) * size + 1e-44;
    }
  }
  return result;
}

Estimate overRows(const Estimate& left, const Estimate& divisors) {
  Estimate result = left;
  for (int i = 0; i < left.values.rows(); ++i) {
    const double divisor = divisors.values(i, 0);
    const double slack = divisors.error(i, 0);
    for (int j = 0; j < left.values.cols(); ++j) {
      const double quotient = left.values(i, j) / divisor;
      const double error = (left.error(i, j) + std::abs(quotient) * slack) / (std::abs(divisor) - slack);
      result.values(i, j) = quotient;
      result.error(i, j) = error + kRoundoff * (std::abs(quotient) + error) + 1e-44;
    }
  }
  return result;
}

// The slope is at most 1, and so is its own slope.
Estimate featureSlopes(const Estimate& x, const Estimate& gradients) {
  Estimate result = gradients;
  for (int i = 0; i < x.values.rows(); ++i) {
    for (int j = 0; j < x.values.cols(); ++j) {
      const double slope = std::min(1.0, std::exp(x.values(i, j)));
      const double error = std::min(1.0, std::exp(x.values(i, j) + x.error(i, j))) * x.error(i, j);
      const double size = std::abs(gradients.values(i, j)) + gradients.error(i, j);
      result.values(i, j) = gradients.values(i, j) * slope;
      result.error(i, j) = (error + 2.001 * kRoundoff * (slope + error)) * size;
      result.error(i, j) += slope * gradients.error(i, j) + 1e-44;
    }
  }
  return result;
}

Estimate rowsOf(const Estimate& from, Eigen::Index first, Eigen::Index count) {
  return {from.values.middleRows(first, count), from.error.middleRows(first, count)};
}

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

Estimate stacked(const std::vector<Estimate>& parts) {
  std::vector<Estimate> columns;
  for (const Estimate& part : parts) columns.push_back(part.transposed());
  return beside(columns).transposed();
}

Estimate ones(Eigen::Index rows, Eigen::Index columns) { return Estimate::exact(Wide::Ones(rows, columns)); }

testing::AssertionResult isWithin(const Matrix& actual, const Estimate& expected) {
  if (actual.rows() != expected.values.rows() || actual.cols() != expected.values.cols()) {
    return isNear(actual, expected.values, 0, 0);
  }
  for (Eigen::Index row = 0; row < actual.rows(); ++row) {
    for (Eigen::Index column = 0; column < actual.cols(); ++column) {
      const double is = actual(row, column);
      const double want = expected.values(row, column);
      const double bound = expected.error(row, column) + 1e-16 * std::abs(want);  // the oracle's own rounding
      if (is == want || std::abs(is - want) <= bound) continue;
      return testing::AssertionFailure()
             << "row " << row << ", column " << column << " is " << is << ", expected " << want << " (off by "
             << is - want << ", at most " << bound << ")";
    }
  }
  return testing::AssertionSuccess();
}

}  // namespace softlook::test
