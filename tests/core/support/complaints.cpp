#include "support/complaints.h"

#include <stdexcept>

#include "softlook/trace/trace.h"

namespace softlook::test {

Request good() {
  Request request;
  request.tokens = {"a", "b", "c"};
  request.numHeads = 2;
  return request;
}

std::string complaint(const std::function<void(Request&)>& change, Request request) {
  change(request);
  try {
    trace(request);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace softlook::test
