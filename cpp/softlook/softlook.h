// The core of Softlook: attention, with every number behind it.
//
//   trace(request)       every step of attention over some tokens, as a list of stages with their numbers
//   explain(trace, cell) how one of these numbers came about, term by term
//   attend(request)      the answer alone, for tensors of tens of thousands of tokens
//   saturation(request)  why scores are divided by √d_k, measured
//
// Each says what it takes, what it answers and where it is from. What cannot be answered throws
// std::invalid_argument with a sentence: which argument, its value, what was expected.
//
// Folders, each of which includes only those above it:
//   text/        sentences of complaints, names, well-formed UTF-8
//   numbers/     matrices, elementary functions, the softmax of a row, toy numbers
//   request/     what is asked, whether it can be answered, and the settings that follow from it
//   stages/      what a trace is made of; stages.def and operations.def list all there is
//   operations/  how a stage comes about: for each operation numbers, explanation, gradient and cost
//   plan/        which stages a request has, in which order; the backward pass
//   trace/       from a request to a trace, and from a trace to an explanation
//   attend/, saturation/  by themselves, on text, numbers and request
#pragma once

#include "softlook/attend/attend.h"
#include "softlook/saturation/saturation.h"
#include "softlook/trace/trace.h"
