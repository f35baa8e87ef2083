// The command line.
#pragma once

#include <string>
#include <vector>

#include "softlook/request/request.h"

namespace softlook::cli {

struct Options {
  Request request;
  bool json = false;
  bool help = false;
};

/// The arguments without the program's name. Words that are not options make up the sentence.
/// Throws std::invalid_argument with a sentence about what is wrong.
Options parseOptions(const std::vector<std::string>& arguments);

/// What --help prints.
extern const char* const kHelp;

}  // namespace softlook::cli
