// Text as characters: splitting a sentence into tokens, and measuring what a token takes in a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace softlook::cli {

/// Splits at white space and makes a token of each punctuation character; an apostrophe inside a word stays
/// there. "How are you doing?" gives How, are, you, doing, ?. The text must be well-formed UTF-8.
std::vector<std::string> splitWords(std::string_view text);

/// How many columns of a terminal the text takes. Depends on the locale's LC_CTYPE.
int displayWidth(std::string_view text);

}  // namespace softlook::cli
