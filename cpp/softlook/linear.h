// The arithmetic of linear attention (Katharopoulos et al. 2020, "Transformers are RNNs", sections 3.2
// to 3.4).
//
// As in numbers.h sums run in ascending order in float32.
#pragma once

#include "softlook/request.h"

namespace softlook {

/// φ(x) = elu(x) + 1 (equation 7): x + 1 above 0, else eˣ.
float feature(float x);

/// left where right is not −∞, else 0; both of the same shape.
Matrix hidden(const Matrix& similarities, const Matrix& mask);

/// The sum of a row.
float rowSum(const Matrix& matrix, Eigen::Index row);

/// x / divisor, and 0 where the divisor is 0: a row that sees nothing.
float share(float x, float divisor);

/// Each row over its sum.
Matrix normalized(const Matrix& similarities);

/// (n, m) with divisors (n, 1): row i over divisor i.
Matrix dividedByRow(const Matrix& numerators, const Matrix& divisors);

/// (M, D): row i is the sum of the rows 0…i (equation 11).
Matrix runningSums(const Matrix& features);

/// (M·D, Dv), block i of D rows: featuresᵀ · values of the rows 0…i (equation 10).
Matrix runningStates(const Matrix& features, const Matrix& values);

/// Which of `tokens` running states or sums a query reads: its own, or the last where there are fewer keys.
Eigen::Index stateOf(Eigen::Index query, Eigen::Index tokens);

/// Row i of queries (N, D) times its block of `states` (M·D, Dv): (N, Dv).
Matrix stateProduct(const Matrix& queries, const Matrix& states);

/// Row i of queries (N, D) times its row of `sums` (M, D): (N, 1).
Matrix rowProduct(const Matrix& queries, const Matrix& sums);

}  // namespace softlook
