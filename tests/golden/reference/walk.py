"""Attention in plain NumPy, stage by stage."""

import math

import numpy as np


def softmax(scores):
    """Of each row; a row of −∞ gives zeros."""
    top = scores.max(axis=1, keepdims=True)
    exponentials = np.exp(scores - np.where(np.isinf(top), 0, top))
    total = exponentials.sum(axis=1, keepdims=True)
    return exponentials / np.where(total == 0, 1, total)


def causal_mask(queries, keys):
    return np.where(np.arange(keys)[None, :] <= np.arange(queries)[:, None], 0.0, -np.inf)


def walk(request):
    """Every stage of a request whose matrices are all given: [(id, head, values)] in float64, in order."""
    def given(name, holder=request.get("weights", {})):
        return np.asarray(holder[name], dtype=np.float64) if name in holder else None

    heads = request.get("numHeads", 1)
    kv_heads = request.get("numKvHeads", heads)
    x = given("embeddings", request)
    context = given("contextEmbeddings", request)
    source = x if context is None else context
    stages = [("embeddings", -1, x)] + ([] if context is None else [("contextEmbeddings", -1, context)])

    def per_head(name, count, matrix):
        parts = np.split(matrix, count, axis=1)
        stages.extend((name, head, part) for head, part in enumerate(parts))
        return parts

    if request.get("projections", True):
        sides = {
            "query": (x, heads, "queries"),
            "key": (source, kv_heads, "keys"),
            "value": (source, kv_heads, "values"),
        }
        parts = {name: per_head(name + "Weights", count, given(name)) for name, (_, count, _) in sides.items()}
        biases = {name: [0.0] * count for name, (_, count, _) in sides.items()}
        for name, (_, count, _) in sides.items():
            if given(name + "Bias") is not None:
                biases[name] = per_head(name + "Bias", count, given(name + "Bias"))
        projected = {}
        for name, (side, count, stage) in sides.items():
            projected[name] = [side @ parts[name][head] + biases[name][head] for head in range(count)]
            stages.extend((stage, head, values) for head, values in enumerate(projected[name]))
        queries, keys, values = projected["query"], projected["key"], projected["value"]
    else:
        queries, keys, values = [x], [source], [source]
        stages += [("queries", 0, x), ("keys", 0, source), ("values", 0, source)]

    group = heads // kv_heads
    scale = request.get("scale", "sqrt")
    scale = {"sqrt": 1 / math.sqrt(queries[0].shape[1]), "none": 1.0}.get(scale, scale)
    scores = [queries[head] @ keys[head // group].T for head in range(heads)]
    stages.extend(("scores", head, s) for head, s in enumerate(scores))
    scores = [s * scale for s in scores]
    stages.extend(("scaledScores", head, s) for head, s in enumerate(scores))
    if request.get("mask", {}).get("causal"):
        mask = causal_mask(*scores[0].shape)
        stages.append(("mask", -1, mask))
        scores = [s + mask for s in scores]
        stages.extend(("maskedScores", head, s) for head, s in enumerate(scores))
    weights = [softmax(s) for s in scores]
    stages.extend(("weights", head, w) for head, w in enumerate(weights))
    attended = [weights[head] @ values[head // group] for head in range(heads)]
    projecting = request.get("outputProjection", heads > 1)
    if heads == 1 and not projecting:
        return stages + [("output", -1, attended[0])]
    stages.extend(("headOutput", head, a) for head, a in enumerate(attended))
    output = np.concatenate(attended, axis=1)
    stages.append(("concatenated", -1, output))
    if projecting:
        stages.append(("outputWeights", -1, given("output")))
        output = output @ given("output")
        if given("outputBias") is not None:
            stages.append(("outputBias", -1, given("outputBias")))
            output = output + given("outputBias")
    return stages + [("output", -1, output)]
