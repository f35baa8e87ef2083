#include "words.h"

#include <unicode/brkiter.h>
#include <unicode/regex.h>
#include <unicode/uniset.h>

#include <cwchar>
#include <memory>
#include <set>
#include <stdexcept>

namespace softlook::cli {

namespace {

// What the page parts at beside its segmenter's boundaries, and what it takes off a token: JavaScript's white
// space.
const char16_t* const kParting = uR"(@|(?<=[\p{L}\p{M}])[.:﹕．：](?=\p{L}))";
const char16_t* const kBlank = uR"([\u0009-\u000d\p{Z}\ufeff])";

void check(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

icu::UnicodeString decoded(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

/// Where segments begin and end, in UTF-16 code units, 0 and the text's length among them.
std::set<std::int32_t> boundariesOf(const icu::UnicodeString& text) {
  std::set<std::int32_t> boundaries;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale("en"), status));
  icu::RegexMatcher parting(icu::UnicodeString(kParting), text, 0, status);
  check(status);
  words->setText(text);
  for (std::int32_t at = words->first(); at != icu::BreakIterator::DONE; at = words->next()) {
    boundaries.insert(at);
  }
  while (parting.find(status)) boundaries.insert({parting.start(status), parting.end(status)});
  check(status);
  return boundaries;
}

}  // namespace

std::vector<std::string> splitWords(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeSet blank(icu::UnicodeString(kBlank), status);
  check(status);
  const icu::UnicodeString sentence = decoded(text);
  std::vector<std::string> words;
  std::int32_t from = 0;
  for (const std::int32_t to : boundariesOf(sentence)) {
    const char16_t* const segment = sentence.getBuffer() + from;
    const std::int32_t first = blank.span(segment, to - from, USET_SPAN_SIMPLE);
    const std::int32_t last = blank.spanBack(segment, to - from, USET_SPAN_SIMPLE);
    if (first < last) sentence.tempSubString(from + first, last - first).toUTF8String(words.emplace_back());
    from = to;
  }
  return words;
}

int displayWidth(std::string_view text) {
  const icu::UnicodeString characters = decoded(text);
  int width = 0;
  for (std::int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1)) {
    const int columns = wcwidth(static_cast<wchar_t>(characters.char32At(at)));
    width += columns < 0 ? 1 : columns;
  }
  return width;
}

}  // namespace softlook::cli
