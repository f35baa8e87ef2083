#include "support/json.h"

#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace softlook::test {

namespace {

class Parser {
 public:
  explicit Parser(std::string_view source) : text(source) {}

  Json document() {
    Json result = value();
    skipSpace();
    if (at != text.size()) fail("the end");
    return result;
  }

 private:
  [[noreturn]] void fail(const std::string& expected) const {
    throw std::runtime_error("JSON: expected " + expected + " at byte " + std::to_string(at));
  }

  void skipSpace() {
    while (at < text.size() &&
           (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      ++at;
    }
  }

  bool take(std::string_view token) {
    skipSpace();
    if (text.substr(at, token.size()) != token) return false;
    at += token.size();
    return true;
  }

  void expect(std::string_view token) {
    if (!take(token)) fail(std::string(token));
  }

  Json value() {
    Json result;
    if (take("null")) return result;
    if (take("true") || take("false")) {
      result.kind = Json::Kind::boolean;
      result.boolean = text[at - 2] == 'u';
    } else if (take("[")) {
      result.kind = Json::Kind::array;
      if (take("]")) return result;
      do result.array.push_back(value());
      while (take(","));
      expect("]");
    } else if (take("{")) {
      result.kind = Json::Kind::object;
      if (take("}")) return result;
      do {
        const std::string key = string();
        expect(":");
        result.object[key] = value();
      } while (take(","));
      expect("}");
    } else if (text.substr(at, 1) == "\"") {
      result.kind = Json::Kind::string;
      result.string = string();
    } else {
      result.kind = Json::Kind::number;
      result.number = number();
    }
    return result;
  }

  std::string string() {
    expect("\"");
    std::string result;
    while (at < text.size() && text[at] != '"') {
      if (static_cast<unsigned char>(text[at]) < 0x20) fail("no control character");
      result += text[at] == '\\' ? escape() : text[at];
      ++at;
    }
    expect("\"");
    return result;
  }

  /// Of the escapes only those that stand for one ASCII character.
  char escape() {
    const char kind = ++at < text.size() ? text[at] : '\0';
    if (kind == '"' || kind == '\\' || kind == '/') return kind;
    if (kind != 'u' || text.size() < at + 5) fail("a known escape");
    const std::string digits(text.substr(at + 1, 4));
    at += 4;
    return static_cast<char>(std::stoi(digits, nullptr, 16));
  }

  double number() {
    const std::string rest(text.substr(at, 32));
    const std::size_t length = rest.find_first_not_of("+-.eE0123456789");
    const std::string digits = rest.substr(0, length);
    char* end = nullptr;
    const double result = std::strtod(digits.c_str(), &end);
    if (digits.empty() || *end != '\0') fail("a value");
    at += digits.size();
    return result;
  }

  std::string_view text;
  std::size_t at = 0;
};

}  // namespace

const Json& Json::at(const std::string& key) const {
  const auto found = object.find(key);
  if (found == object.end()) throw std::runtime_error("JSON: there is no member " + key);
  return found->second;
}

float Json::real() const {
  if (kind == Kind::number) return static_cast<float>(number);
  if (string == "-Infinity") return -std::numeric_limits<float>::infinity();
  throw std::runtime_error("JSON: \"" + string + "\" is not a number");
}

Json parseJson(std::string_view text) { return Parser(text).document(); }

Json readGolden(const std::string& name) {
  const std::string path = std::string(SOFTLOOK_GOLDEN_DIR) + "/" + name + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return parseJson(text.str());
}

}  // namespace softlook::test
