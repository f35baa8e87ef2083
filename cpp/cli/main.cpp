// `softlook`: prints self-attention over a sentence given on the command line.
#include <langinfo.h>

#include <clocale>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string_view>

#include "json.h"
#include "options.h"
#include "print.h"
#include "softlook/trace/trace.h"

namespace {

int run(const std::vector<std::string>& arguments) {
  const softlook::cli::Options options = softlook::cli::parseOptions(arguments);
  if (!options.help.empty()) {
    std::cout << options.help;
    return std::cout.flush() ? 0 : 1;
  }
  const softlook::Trace trace = softlook::trace(options.request);
  if (options.json) {
    softlook::cli::printJson(std::cout, trace);
  } else {
    // Characters only: numbers keep their decimal point whatever the locale.
    std::setlocale(LC_CTYPE, "");
    const bool unicode = std::string_view(nl_langinfo(CODESET)) == "UTF-8";
    const char* const columns = std::getenv("COLUMNS");
    const int width = columns == nullptr ? 0 : std::atoi(columns);
    softlook::cli::printTrace(std::cout, trace, {unicode, width > 0 ? width : 100});
  }
  std::cout.flush();
  return std::cout ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "softlook: " << error.what() << "\n";
    return 2;
  }
}
