// Requests of attend() that own their tensors, drawn at random or made by hand.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "softlook/attend/attend.h"
#include "support/requests.h"

namespace softlook::test {

template <typename Number>
struct Owned {
  std::array<int, 4> shape;
  std::vector<Number> data;

  View<Number> view() const { return {shape, data}; }
  /// Axes of length 1 are stretched.
  Number at(int batch, int head, int row, int column) const {
    const std::array<int, 4> place = {batch, head, row, column};
    std::size_t index = 0;
    for (std::size_t axis = 0; axis < 4; ++axis) {
      const int length = shape.at(axis);
      index = index * static_cast<std::size_t>(length) +
              static_cast<std::size_t>(length == 1 ? 0 : place.at(axis));
    }
    return data.at(index);
  }
};
using OwnedTensor = Owned<float>;

/// An AttendRequest with its numbers.
struct Attending {
  OwnedTensor queries, keys, values;
  std::optional<OwnedTensor> pastKeys, pastValues;
  bool packed =
      false;  // whether attend() is given queries, keys and values with the heads of a token side by side
  bool isCausal = false;
  std::optional<int> window, rightWindow;
  std::optional<std::vector<int>> keyLengths;
  std::optional<Owned<std::uint8_t>> allowed;
  std::optional<OwnedTensor> bias;
  std::optional<float> scale, softcap;
  bool needWeights = true;
  Shown weightsAre = Shown::weights;
  double biasError = 0;  // how far a number of `bias` may be from what is meant

  /// Views of this object, which has to outlive them.
  AttendRequest request() const;
  /// The answer, with an output of four lengths.
  AttendResult run() const;
  int batch() const { return queries.shape[0]; }
  int heads() const { return queries.shape[1]; }
  int kvHeads() const { return keys.shape[1]; }
  int queryCount() const { return queries.shape[2]; }
  int pastCount() const { return pastKeys ? pastKeys->shape[2] : 0; }
  int keyCount() const { return pastCount() + keys.shape[2]; }

 private:
  mutable std::array<std::vector<float>, 3> lying;  // of packed queries, keys and values
};

/// (B, X, Y, D) to (B, Y, X, D): from heads before tokens to tokens before heads, and back.
OwnedTensor swapped(const OwnedTensor& tensor);

OwnedTensor zeros(std::array<int, 4> shape);
OwnedTensor randomTensor(Random& random, std::array<int, 4> shape, float spread);

/// B = 2, H = 4, G = 2, N = 5, M = 7, D = 6, Dv = 3, no options.
Attending someAttending(Random& random);

/// Sizes from 1 to 33 and at the edges of tiles, every option on or off, some queries that see no key.
Attending randomAttending(Random& random);

/// What attend() complains of; "nothing" where it answers.
std::string complaintAbout(const AttendRequest& request);

/// What attend() says to someAttending() after the change.
std::string complaint(const std::function<void(Attending&)>& change);

}  // namespace softlook::test
