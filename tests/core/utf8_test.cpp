// Well-formed and ill-formed text.
#include "softlook/text/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace softlook::test {
namespace {

TEST(Utf8, wellFormedTextIsRecognised) {
  for (const char* const text : {"", "a", "é", "\xdf\xbf", "\xe0\xa0\x80", "日本", "\xed\x9f\xbf",
                                 "\xef\xbf\xbf", "🙂", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_FALSE(firstIllFormed(text).has_value()) << text;
  }
}

TEST(Utf8, illFormedTextIsFoundWhereItStarts) {
  // A lone continuation, overlong forms, a surrogate, beyond U+10FFFF, cut short, a wrong continuation.
  for (const char* const text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",
                                 "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc3",
                                 "\xe6\x97", "\xf0\x9f\x99", "\xc3(", "\xe6\x97(", "\xf0\x9f\x99("}) {
    EXPECT_EQ(firstIllFormed(text), 0U);
    EXPECT_EQ(firstIllFormed("é" + std::string(text)), 2U);
  }
}

}  // namespace
}  // namespace softlook::test
