#include "words.h"

#include <cwchar>

namespace softlook::cli {

namespace {

struct Character {
  char32_t code;
  std::string_view bytes;
};

std::vector<Character> charactersOf(std::string_view text) {
  std::vector<Character> characters;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const std::string_view bytes = text.substr(at, length);
    // The first byte's payload: 7, 5, 4 or 3 bits.
    char32_t code = length == 1 ? first : first & (0x7fU >> length);
    for (const char byte : bytes.substr(1)) code = (code << 6) | (static_cast<unsigned char>(byte) & 0x3fU);
    characters.push_back({code, bytes});
    at += bytes.size();
  }
  return characters;
}

bool within(char32_t code, char32_t first, char32_t last) { return first <= code && code <= last; }

bool isSpace(char32_t code) {
  return code == ' ' || within(code, '\t', '\r') || code == 0xa0 || within(code, 0x2000, 0x200a) ||
         code == 0x202f || code == 0x3000;
}

/// ASCII's, Latin-1's, and the blocks General Punctuation, CJK Symbols and Punctuation, Fullwidth Forms.
bool isPunctuation(char32_t code) {
  return within(code, '!', '/') || within(code, ':', '@') || within(code, '[', '`') ||
         within(code, '{', '~') || code == 0xa1 || code == 0xab || code == 0xbb || code == 0xbf ||
         within(code, 0x2010, 0x205e) || within(code, 0x3001, 0x303f) || within(code, 0xff01, 0xff0f) ||
         within(code, 0xff1a, 0xff20);
}

bool isApostrophe(char32_t code) { return code == '\'' || code == 0x2019; }
bool isWord(char32_t code) { return !isSpace(code) && !isPunctuation(code); }

}  // namespace

std::vector<std::string> splitWords(std::string_view text) {
  const std::vector<Character> characters = charactersOf(text);
  std::vector<std::string> words;
  bool inside = false;  // of a word
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const char32_t code = characters[i].code;
    const bool joins =
        isApostrophe(code) && inside && i + 1 < characters.size() && isWord(characters[i + 1].code);
    if (isSpace(code)) {
      inside = false;
    } else if (inside && (joins || isWord(code))) {
      words.back() += characters[i].bytes;
    } else {
      words.emplace_back(characters[i].bytes);
      inside = isWord(code);
    }
  }
  return words;
}

int displayWidth(std::string_view text) {
  int width = 0;
  for (const Character& character : charactersOf(text)) {
    const int columns = wcwidth(static_cast<wchar_t>(character.code));
    width += columns < 0 ? 1 : columns;
  }
  return width;
}

}  // namespace softlook::cli
