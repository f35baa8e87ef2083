"""The approximations in plain NumPy, written from the papers' sums."""

import math

import numpy as np


def phi(x):
    """elu(x) + 1 (Katharopoulos et al. 2020, equation 7)."""
    return np.array([[v + 1 if v > 0 else math.exp(v) for v in row] for row in x]).reshape(x.shape)


def linear(walk, queries, keys, values):
    """Katharopoulos et al. 2020: the quadratic order, equation 4, then the linear one, equations 6 and 9–12."""
    causal = walk.request.get("mask", {}).get("causal", False)
    q = walk.put_heads("queryFeatures", [phi(x) for x in queries])
    k = walk.put_heads("keyFeatures", [phi(x) for x in keys])
    shared = [head * len(k) // len(q) for head in range(len(q))]
    similarities = walk.put_heads("similarities", [x @ k[kv].T for x, kv in zip(q, shared)])
    if causal:
        similarities = walk.put_heads("maskedSimilarities", [np.tril(s) for s in similarities])
    weights = walk.put_heads("linearWeights", [s / s.sum(axis=1, keepdims=True) for s in similarities])
    walk.put_heads("quadraticOutput", [w @ values[kv] for w, kv in zip(weights, shared)])
    states, sums = [], []
    for features, v in zip(k, values):
        state, total = np.zeros((features.shape[1], v.shape[1])), np.zeros((1, features.shape[1]))
        states.append([])
        sums.append([])
        for row, value in zip(features, v):
            state, total = state + np.outer(row, value), total + row
            states[-1].append(state)
            sums[-1].append(total)
    pick = np.concatenate if causal else lambda steps: steps[-1]
    walk.put_heads("keyValueState", [pick(s) for s in states])
    walk.put_heads("keySum", [pick(s) for s in sums])
    last = len(keys[0]) - 1
    numerators, denominators = [], []
    for features, kv in zip(q, shared):
        at = [min(i, last) if causal else last for i in range(len(features))]
        numerators.append(np.array([row @ states[kv][j] for row, j in zip(features, at)]))
        denominators.append(np.array([sums[kv][j] @ row for row, j in zip(features, at)]))
    walk.put_heads("numerators", numerators)
    walk.put_heads("denominators", denominators)
    return [n / d for n, d in zip(numerators, denominators)]


def low_rank(walk, queries, keys, values, scale, softmax):
    """Wang et al. 2020, equation 7."""
    mixing = walk.put("keyMixing", walk.given("keyMixing"))
    value_mixing = walk.put("valueMixing", walk.given("valueMixing"))
    keys = walk.put_heads("mixedKeys", [mixing @ k for k in keys])
    values = walk.put_heads("mixedValues", [value_mixing @ v for v in values])
    shared = [head * len(keys) // len(queries) for head in range(len(queries))]
    scores = walk.put_heads("lowRankScores", [q @ keys[kv].T for q, kv in zip(queries, shared)])
    scores = walk.put_heads("lowRankScaledScores", [s * scale for s in scores])
    weights = walk.put_heads("lowRankWeights", [softmax(s) for s in scores])
    return [w @ values[kv] for w, kv in zip(weights, shared)]


def local_global(walk, scores, values, softmax):
    """Beltagy et al. 2020, section 3.1."""
    reach, most = walk.request["reach"], walk.request["globalTokens"]
    i, j = np.arange(scores[0].shape[0])[:, None], np.arange(scores[0].shape[1])[None, :]
    seen = (abs(i - j) <= reach) | (i < most) | (j < most)
    pattern = walk.put("pattern", np.where(seen, 0.0, -np.inf))
    weights = walk.put_heads("localScores", [s + pattern for s in scores])
    weights = walk.put_heads("localWeights", [softmax(s) for s in weights])
    return [w @ values[head * len(values) // len(weights)] for head, w in enumerate(weights)]
