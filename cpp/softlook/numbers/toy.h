// Toy numbers: embeddings and weights for a reader who has not brought any.
//
// They are a pure function of the seed, the token's text or the matrix's name, and the place in the matrix.
// Every operation on the way is an integer one or an exactly rounded one (IEEE 754 multiplication, division,
// square root), so all platforms agree to the last bit; the std:: distributions promise no such thing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "softlook/numbers/matrix.h"

namespace softlook {

/// (tokens, embedDim), mean 0 and variance 1. The same token has the same row wherever it stands, and its
/// first features stay as they are when embedDim grows.
Matrix toyEmbeddings(std::uint32_t seed, const std::vector<std::string>& tokens, int embedDim);

/// Columns firstColumn … firstColumn + columns − 1 of the toy weight matrix of that name ("query", "key",
/// "value", "output", or any other), with `rows` rows. Mean 0, standard deviation gain / √rows: queries and
/// keys have a gain of 5/4, which spreads scores / √D by about ±1.5, so that attention is neither flat nor
/// one-hot; the others keep the variance.
Matrix toyWeights(std::uint32_t seed, std::string_view name, int rows, int firstColumn, int columns);

}  // namespace softlook
