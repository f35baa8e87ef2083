// The core's answers as data for JavaScript: a few numbers, one list of names, one Int32Array that says what
// lies where, one Float32Array with the numbers. Few large pieces, because each crossing costs about as much
// as a thousand multiplications, and because two arrays can be transferred from a worker.
//
// web/src/engine/unpack.js reads what is written here, in the same order.
#pragma once

#include <emscripten/val.h>

#include "softlook/trace/trace.h"

namespace softlook::wasm {

/// {embedDim, numHeads, numKvHeads, headDim, valueDim, scale, softcap, temperature, firstQuery, costs, names,
/// layout, numbers}. `costs`: those of Costs in their order, a Float64Array.
/// `layout`, for each stage: id, head, operation, rowAxis, colAxis, origin (head as it is, the others as
/// places in `names`), rows, cols, 1 if a difference follows the values in `numbers` else 0, the count of
/// entropies that follow these, then three lists, each with its count before it: inputs (id and head each),
/// edited, emptyRows.
emscripten::val traceToJs(const Trace& trace);

/// {operation, result, computed, edited, max, exponentials, sum, names, layout, numbers}.
/// `numbers`, for each term: left, right, product. `layout`, for each term: the cell of left and the cell of
/// right, each as stage (a place in `names`, -1 where the factor is not a cell), head, row, column. `max`,
/// `exponentials` and `sum` for a softmax only.
emscripten::val explanationToJs(const Explanation& explanation);

}  // namespace softlook::wasm
