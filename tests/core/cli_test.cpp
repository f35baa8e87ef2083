// The terminal front end: words, options, the printed walk and its JSON.
#include <gtest/gtest.h>

#include <clocale>
#include <sstream>
#include <stdexcept>

#include "../../cpp/cli/json.h"
#include "../../cpp/cli/options.h"
#include "../../cpp/cli/print.h"
#include "../../cpp/cli/words.h"
#include "support/json.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

using Words = std::vector<std::string>;

TEST(Words, areThePagesInManyScripts) {
  // tests/web/tokenize.test.js holds the page to the same file.
  for (const Json& example : readGolden("words")) {
    const std::string sentence = example.at("sentence");
    EXPECT_EQ(Json(cli::splitWords(sentence)), example.at("tokens")) << example.at("script");
  }
}

TEST(Words, takeTheirColumnsInATerminal) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  EXPECT_EQ(cli::displayWidth("cafe\u0301"), 4);
  EXPECT_EQ(cli::displayWidth("日本"), 4);
  EXPECT_EQ(cli::displayWidth("🙂"), 2);
}

std::string complaint(const Words& arguments) {
  try {
    cli::parseOptions(arguments);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing";
}

TEST(Options, makeARequest) {
  const cli::Options options = cli::parseOptions({"--causal", "--heads", "2", "--width", "16", "--context",
                                                  "x y", "--seed", "4294967295", "--json", "Hi", "you?"});
  EXPECT_EQ(options.request.tokens, (Words{"Hi", "you", "?"}));
  EXPECT_EQ(options.request.context, (Words{"x", "y"}));
  EXPECT_TRUE(options.request.mask.causal);
  EXPECT_EQ(options.request.numHeads, 2);
  EXPECT_EQ(options.request.embedDim, 16);
  EXPECT_EQ(options.request.seed, 4294967295U);
  EXPECT_TRUE(options.json);
  EXPECT_FALSE(cli::parseOptions({"--plain", "a"}).request.projections);
}

TEST(Options, takeTheWordsBesideThemAsTheyStand) {
  const auto words = [](const Words& arguments) { return cli::parseOptions(arguments).request.tokens; };
  EXPECT_EQ(words({"--", "--causal"}), (Words{"-", "-", "causal"}));
  EXPECT_EQ(words({"a", "--", "--causal"}), (Words{"a", "-", "-", "causal"}));
  EXPECT_EQ(words({"a", "--", "b", "--", "c"}), (Words{"a", "b", "-", "-", "c"}));
  EXPECT_EQ(words({"It", "is", "-5", "-", "--plain", "cold"}), (Words{"It", "is", "-", "5", "-", "cold"}));
  EXPECT_EQ(words({"-- he said"}), (Words{"-", "-", "he", "said"}));
  EXPECT_EQ(words({"[CLS] a, b [SEP]"}), (Words{"[", "CLS", "]", "a", ",", "b", "[", "SEP", "]"}));
  EXPECT_EQ(words({"[a,b]", "[c,d]"}), (Words{"[", "a", ",", "b", "]", "[", "c", ",", "d", "]"}));
  EXPECT_EQ(cli::parseOptions({"a", "--context", "[b,c]"}).request.context, (Words{"[", "b", ",", "c", "]"}));
  EXPECT_EQ(cli::parseOptions({"--heads=2", "a"}).request.numHeads, 2);
}

TEST(Options, complainInSentences) {
  EXPECT_EQ(complaint({}), "the sentence has no words, expected at least one");
  EXPECT_EQ(complaint({"a", "--heads"}), "--heads: 1 required NUMBER missing; see softlook --help");
  EXPECT_EQ(complaint({"a", "--heads", "1", "--heads", "2"}),
            "--heads: At Most 1 required but received 2; see softlook --help");
  EXPECT_EQ(complaint({"a", "--heads", "two"}),
            "--heads is \"two\", expected a whole number up to 4294967295");
  EXPECT_EQ(complaint({"a", "--heads", "2.5"}),
            "--heads is \"2.5\", expected a whole number up to 4294967295");
  EXPECT_EQ(complaint({"a", "--heads", "4294967295"}), "--heads is 4294967295, which is too large");
  EXPECT_EQ(complaint({"a", "--seed", "-1"}), "--seed is \"-1\", expected a whole number up to 4294967295");
  EXPECT_EQ(complaint({"a", "--colour"}), "unknown option --colour; see softlook --help");
  EXPECT_EQ(complaint({"a", "-x", "b"}), "unknown option -x; see softlook --help");
  EXPECT_EQ(complaint({"a", "--context", " "}), "--context has no words, expected at least one");
  EXPECT_EQ(complaint({"a", "--causal=maybe"}),
            "Could not convert: --causal = maybe, expected true or false");
  EXPECT_EQ(complaint({"-hello you"}), "unknown option -hello you; see softlook --help");
  EXPECT_EQ(complaint({"\xff"}), "the sentence is not well-formed UTF-8");
}

Trace causalWalk() {
  Request request;
  request.tokens = {"say", "\"hi\\\n", "日本"};
  request.embedDim = 4;
  request.numHeads = 2;
  request.mask.causal = true;
  request.edits = {{"mask", 0, 0, 0, kMinusInfinity}};
  return trace(request);
}

TEST(JsonOutput, givesEveryStageBackExactly) {
  const Trace walk = causalWalk();
  std::ostringstream out;
  cli::printJson(out, walk);
  const Json json = Json::parse(out.str());
  EXPECT_EQ(json.at("tokens"), Json(walk.tokens));
  EXPECT_EQ(json.at("context"), Json());
  EXPECT_EQ(realOf(json.at("scale")), walk.scale);
  const Json& stages = json.at("stages");
  ASSERT_EQ(stages.size(), walk.stages.size());
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Stage& stage = walk.stages[i];
    EXPECT_EQ(stages[i].at("id"), name(stage.id));
    EXPECT_EQ(stages[i].at("head"), stage.head);
    EXPECT_EQ(stages[i].at("inputs").size(), stage.inputs.size());
    const Json& data = stages[i].at("data");
    ASSERT_EQ(data.size(), static_cast<std::size_t>(stage.values.size()));
    for (std::size_t k = 0; k < data.size(); ++k) EXPECT_EQ(realOf(data[k]), stage.values.data()[k]);
  }
}

TEST(PrintedWalk, hasAlignedRowsWithLabelsAndATrueMinusSign) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  Request request;
  request.tokens = {"a", "日本"};
  request.projections = false;
  request.embedDim = 2;
  request.embeddings = matrix({{1, -0.5F}, {-0.001F, 10}});
  std::ostringstream out;
  cli::printTrace(out, trace(request), {true, 80});
  EXPECT_EQ(out.str().substr(0, out.str().find("queries")),
            "embeddings  (2 × 2, loaded)\n"
            "  put in as it is\n"
            "            0      1\n"
            "  a      1.00  −0.50\n"
            "  日本   0.00  10.00\n"
            "\n");
  EXPECT_NE(out.str().find("  = queries · keysᵀ\n"), std::string::npos);
}

TEST(PrintedWalk, ofDecodingNamesTheNewTokensAndStacksTheirKeysBelowTheCache) {
  Request request;
  request.tokens = {"a", "b", "c"};
  request.mask.causal = true;
  request.cachedTokens = 2;
  std::ostringstream out;
  cli::printTrace(out, trace(request), {true, 80});
  EXPECT_NE(out.str().find("  = cachedKeys above newKeys\n"), std::string::npos);
  EXPECT_NE(out.str().find("  = the same rows, computed for all tokens at once\n"), std::string::npos);
  const std::string added = out.str().substr(out.str().find("\nnewKeys"));
  EXPECT_NE(added.substr(0, added.find("\n\n")).find("\n  c "), std::string::npos) << added;
}

TEST(PrintedWalk, isAsciiWhereTheLocaleIs) {
  Request request;
  request.tokens = {"a", "b"};
  request.mask.causal = true;
  std::ostringstream out;
  cli::printTrace(out, trace(request), {false, 80});
  for (const char byte : out.str()) ASSERT_LT(static_cast<unsigned char>(byte), 128);
  EXPECT_NE(out.str().find("-inf"), std::string::npos);
}

TEST(PrintedWalk, breaksWideMatricesIntoBlocks) {
  Request request;
  request.tokens = {"a"};
  request.embedDim = 64;
  std::ostringstream out;
  cli::printTrace(out, trace(request), {false, 60});
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 60U) << line;
}

TEST(PrintedWalk, saysWhichRowsMaySeeNothing) {
  std::ostringstream out;
  cli::printTrace(out, causalWalk(), {false, 80});
  EXPECT_NE(out.str().find("Rows of zeros"), std::string::npos);
}

}  // namespace
}  // namespace softlook::test
