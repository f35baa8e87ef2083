// `softlook_bench COUNT`: how long each of so many traces of 64 tokens, embedDim 64, 8 heads takes, in
// milliseconds, a line each. scripts/bench.mjs holds the same core as WebAssembly to it.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include "softlook/softlook.h"

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 0;
  softlook::Request request;
  for (int i = 0; i < 64; ++i) request.tokens.push_back("word" + std::to_string(i));
  request.embedDim = 64;
  request.numHeads = 8;
  for (int i = 0; i < count; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const softlook::Trace trace = softlook::trace(request);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    if (trace.stages.empty()) return 1;
    std::cout << taken.count() << "\n";
  }
}
