#include "options.h"

#include <charconv>
#include <stdexcept>

#include "softlook/text/utf8.h"
#include "words.h"

namespace softlook::cli {

const char* const kHelp = R"(softlook: self-attention, step by step, with every number

Usage: softlook [options] <sentence>

  --causal           each token sees itself and the tokens before it
  --heads N          number of heads (default 1)
  --width N          features of an embedding (default 8)
  --context TEXT     cross-attention: keys and values from this sentence
  --plain            no learned parameters: queries, keys and values are the embeddings
  --seed N           of the toy embeddings and weights (default 7)
  --json             the entire trace as JSON; minus infinity is the string "-Infinity"
  --help             this text

Rows are queries, columns are keys or features. Embeddings and weights are toy numbers, made from the
seed and the words. Exit status: 0; 1 when the output cannot be written; 2 when the request is wrong.

Example: softlook --causal --heads 2 "How are you doing?"
)";

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

}  // namespace

Options parseOptions(const std::vector<std::string>& arguments) {
  Options options;
  Request& request = options.request;
  std::string sentence;
  bool onlyWords = false;  // after --
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const auto value = [&]() -> const std::string& {
      if (i + 1 < arguments.size()) return arguments[++i];
      throw std::invalid_argument(argument + " has no value; see softlook --help");
    };
    if (onlyWords || argument.substr(0, 2) != "--") {
      sentence += (sentence.empty() ? "" : " ") + argument;
    } else if (argument == "--") {
      onlyWords = true;
    } else if (argument == "--causal") {
      request.mask.causal = true;
    } else if (argument == "--heads") {
      request.numHeads = parseCount(argument, value());
    } else if (argument == "--width") {
      request.embedDim = parseCount(argument, value());
    } else if (argument == "--context") {
      request.context = parseSentence(argument, value());
    } else if (argument == "--plain") {
      request.projections = false;
    } else if (argument == "--seed") {
      request.seed = parseNumber(argument, value());
    } else if (argument == "--json") {
      options.json = true;
    } else if (argument == "--help") {
      options.help = true;
    } else {
      throw std::invalid_argument("unknown option " + argument + "; see softlook --help");
    }
  }
  if (!options.help) request.tokens = parseSentence("the sentence", sentence);
  return options;
}

}  // namespace softlook::cli
