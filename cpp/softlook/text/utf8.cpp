#include "softlook/text/utf8.h"

namespace softlook {

namespace {

using Byte = unsigned char;

struct Sequence {
  std::size_t length;    // 0 where no sequence starts so
  Byte lowest, highest;  // of the second byte; each one after it is 80…BF
};

Sequence sequenceOf(Byte first) {
  if (first <= 0x7f) return {1, 0, 0};
  if (first < 0xc2) return {0, 0, 0};
  if (first <= 0xdf) return {2, 0x80, 0xbf};
  if (first == 0xe0) return {3, 0xa0, 0xbf};
  if (first == 0xed) return {3, 0x80, 0x9f};  // beyond 9F: surrogates
  if (first <= 0xef) return {3, 0x80, 0xbf};
  if (first == 0xf0) return {4, 0x90, 0xbf};
  if (first <= 0xf3) return {4, 0x80, 0xbf};
  if (first == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

bool starts(std::string_view bytes, Sequence sequence) {
  if (sequence.length == 0 || sequence.length > bytes.size()) return false;
  for (std::size_t i = 1; i < sequence.length; ++i) {
    const auto byte = static_cast<Byte>(bytes[i]);
    const Byte lowest = i == 1 ? sequence.lowest : 0x80;
    const Byte highest = i == 1 ? sequence.highest : 0xbf;
    if (byte < lowest || byte > highest) return false;
  }
  return true;
}

}  // namespace

std::optional<std::size_t> firstIllFormed(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const Sequence sequence = sequenceOf(static_cast<Byte>(bytes[at]));
    if (!starts(bytes.substr(at), sequence)) return at;
    at += sequence.length;
  }
  return std::nullopt;
}

}  // namespace softlook
