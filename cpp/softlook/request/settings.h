// The settings of a request, with the defaults filled in: all that computing a stage needs besides numbers.
#pragma once

namespace softlook {

struct Settings {
  int queries, keys;  // N, M; with a cache N − P, N
  int embedDim, numHeads, numKvHeads, headDim, valueDim;
  bool outputProjection;
  float scale;        // the factor of the scores
  float softcap;      // 0: none
  float temperature;  // 1: none
  int rank, reach, globalTokens;
  bool cached;     // whether keys and values come from a cache
  int firstQuery;  // the position of the first query: P with a cache, else 0

  /// The key/value head that a query head reads. Neighbouring query heads share one (Ainslie et al. 2023,
  /// "GQA").
  int kvHead(int head) const { return head / (numHeads / numKvHeads); }
};

}  // namespace softlook
