// Text as characters: splitting a sentence into tokens, and measuring what a token takes in a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace softlook::cli {

/// The tokens that the page makes of a sentence (web/src/state/tokenize.js): the words and punctuation of
/// Unicode's Standard Annex 29 as ICU finds them, with its dictionaries where a script sets no spaces. What
/// depends on ICU's version: letters newer than it, rare compounds of Thai, Khmer and their like, the cedilla
/// and the Arabic number signs between letters. "How are you doing?" gives How, are, you, doing, ?. The text
/// must be well-formed UTF-8.
std::vector<std::string> splitWords(std::string_view text);

/// How many columns of a terminal the text takes. Depends on the locale's LC_CTYPE.
int displayWidth(std::string_view text);

}  // namespace softlook::cli
