#include "options.h"

#include <CLI/CLI.hpp>
#include <cctype>
#include <charconv>
#include <stdexcept>

#include "softlook/text/utf8.h"
#include "words.h"

namespace softlook::cli {

namespace {

std::uint32_t parseNumber(const std::string& option, const std::string& text) {
  std::uint32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end) return value;
  throw std::invalid_argument(option + " is \"" + text + "\", expected a whole number up to 4294967295");
}

int parseCount(const std::string& option, const std::string& text) {
  const std::uint32_t value = parseNumber(option, text);
  if (value <= INT32_MAX) return static_cast<int>(value);
  throw std::invalid_argument(option + " is " + text + ", which is too large");
}

std::vector<std::string> parseSentence(const std::string& argument, const std::string& text) {
  if (firstIllFormed(text)) throw std::invalid_argument(argument + " is not well-formed UTF-8");
  std::vector<std::string> words = splitWords(text);
  if (words.empty()) throw std::invalid_argument(argument + " has no words, expected at least one");
  return words;
}

/// Words after the first. CLI11 could collect them as well, but takes "[CLS] a, b [SEP]" apart at commas
/// then.
std::string following(const std::vector<std::string>& arguments) {
  std::string words;
  bool options = true;  // until --
  for (const std::string& argument : arguments) {
    const auto second = static_cast<unsigned char>(argument.size() > 1 ? argument[1] : ' ');
    if (options && argument == "--") {
      options = false;
    } else if (options && argument[0] == '-' && (second == '-' || std::isalpha(second) != 0)) {
      throw std::invalid_argument("unknown option " + argument + "; see softlook --help");
    } else {
      words += " " + argument;
    }
  }
  return words;
}

}  // namespace

Options parseOptions(std::vector<std::string> arguments) {
  Options options;
  Request& request = options.request;
  std::string sentence;
  CLI::App app("softlook: self-attention, step by step, with every number\n", "softlook");
  app.footer(
      R"(Rows are queries, columns are keys or features. Embeddings and weights are toy numbers, made from the
seed and the words. A sentence that begins with - goes after --. Exit status: 0; 1 when the output cannot
be written; 2 when the request is wrong.

Example: softlook --causal --heads 2 "How are you doing?")");
  app.get_formatter()->column_width(20);
  app.set_help_flag("--help", "this text");
  app.allow_extras();
  const auto number = [&](const std::string& option, auto& into, auto parse, const std::string& about) {
    const auto read = [option, parse, &into](const std::string& text) { into = parse(option, text); };
    app.add_option_function<std::string>(option, read, about)->type_name("NUMBER");
  };
  app.add_option("sentence", sentence, "its tokens are queries, and keys and values too")->type_name("");
  app.add_flag("--causal", request.mask.causal, "each token sees itself and the tokens before it");
  number("--heads", request.numHeads, parseCount, "number of heads (default 1)");
  number("--width", request.embedDim, parseCount, "features of an embedding (default 8)");
  const auto context = [&](const std::string& text) { request.context = parseSentence("--context", text); };
  app.add_option_function<std::string>("--context", context,
                                       "cross-attention: keys and values from this sentence");
  app.add_flag_callback(
      "--plain", [&] { request.projections = false; },
      "no learned parameters: queries, keys and values are the embeddings");
  number("--seed", request.seed, parseNumber, "of the toy embeddings and weights (default 7)");
  app.add_flag("--json", options.json,
               "the entire trace as JSON; minus infinity is the string \"-Infinity\"");
  try {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    app.parse(std::move(arguments));
    request.tokens = parseSentence("the sentence", sentence + following(app.remaining()));
  } catch (const CLI::CallForHelp&) {
    options.help = app.help();
  } catch (const CLI::ConversionError& error) {
    throw std::invalid_argument(std::string(error.what()) + ", expected true or false");
  } catch (const CLI::ParseError& error) {
    throw std::invalid_argument(std::string(error.what()) + "; see softlook --help");
  }
  return options;
}

}  // namespace softlook::cli
