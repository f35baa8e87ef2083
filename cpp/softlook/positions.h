// How a token's place enters: sinusoids added to the embeddings, rotation of queries and keys, bias by
// distance.
//
// Angles, sines and powers are computed in float64 and rounded to float32 once.
#pragma once

#include "softlook/request.h"

namespace softlook {

/// The frequency of a pair of features, 10000^(−2 · pair / width).
double frequency(int pair, int width);

/// Vaswani et al. 2017, section 3.5: PE(pos, 2i) = sin(pos · frequency(i, E)), PE(pos, 2i + 1) the cosine.
float sinusoid(int position, int column, int width);
/// (rows, width)
Matrix sinusoids(int rows, int width);

/// The rotation of a pair of features (j, j + D/2): to (a cos − b sin, b cos + a sin).
/// Su et al. 2021, equation 34; the layout of the pairs is that of GPT-NeoX and Llama.
struct Rotation {
  double angle;
  float cosine, sine;
};
Rotation rotation(int position, int pair, int width, bool back = false);
/// Each row turned by its own position, the first row's being `first`, or back. The width must be even.
Matrix rotated(const Matrix& features, int first = 0, bool back = false);

/// Press et al. 2022, section 3: with a power of 2 of heads the slopes 2^(−8/H), 2^(−16/H), …, 2^(−8); else
/// those of the next lower power of 2, and then every other one of twice that.
float alibiSlope(int head, int heads);
/// −slope · |query − key|
float alibi(int query, int key, float slope);
/// (queries, keys), the first query at position `first`.
Matrix alibiBias(int queries, int keys, float slope, int first = 0);

}  // namespace softlook
