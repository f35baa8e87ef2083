// `softlook_bench`: how long traces take natively, beside which scripts/bench.mjs puts the same in WebAssembly.
// Prints the milliseconds of each run, one a line: softlook_bench [tokens] [embedDim] [numHeads] [runs].
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "softlook/softlook.h"

namespace {

int argumentOf(int count, char** arguments, int place, int fallback) {
  return place < count ? std::atoi(arguments[place]) : fallback;
}

void run(const softlook::Request& request, int runs) {
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const softlook::Trace trace = softlook::trace(request);
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    std::cout << elapsed.count() << "\n";
    if (trace.stages.empty()) throw std::logic_error("a trace without stages");
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    softlook::Request request;
    for (int i = 0; i < argumentOf(argc, argv, 1, 64); ++i) request.tokens.push_back("word" + std::to_string(i));
    request.embedDim = argumentOf(argc, argv, 2, 64);
    request.numHeads = argumentOf(argc, argv, 3, 8);
    run(request, argumentOf(argc, argv, 4, 50));
  } catch (const std::exception& error) {
    std::cerr << "softlook_bench: " << error.what() << "\n";
    return 2;
  }
  return 0;
}
