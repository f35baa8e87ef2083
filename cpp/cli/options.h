// The command line.
#pragma once

#include <string>
#include <vector>

#include "softlook/request/request.h"

namespace softlook::cli {

struct Options {
  Request request;
  bool json = false;
  std::string help;  // not empty: what --help prints, and nothing was read but that it is asked for
};

/// The arguments without the program's name. Words that are not options make up the sentence.
/// Throws std::invalid_argument with a sentence about what is wrong.
Options parseOptions(std::vector<std::string> arguments);

}  // namespace softlook::cli
