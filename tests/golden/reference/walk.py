"""Attention in plain NumPy, stage by stage, written from the papers' equations."""

import math

import methods_numpy
import numpy as np


def softmax(scores):
    """Of each row; a row of −∞ gives zeros."""
    top = scores.max(axis=1, keepdims=True)
    exponentials = np.exp(scores - np.where(np.isinf(top), 0, top))
    total = exponentials.sum(axis=1, keepdims=True)
    return exponentials / np.where(total == 0, 1, total)


def mask_matrix(mask, queries, keys):
    """0 where a query may look and −∞ where it may not, plus the bias."""
    i, j = np.arange(queries)[:, None], np.arange(keys)[None, :]
    seen = np.ones((queries, keys), dtype=bool)
    if mask.get("causal"):
        seen &= j <= i
    if "window" in mask:
        seen &= i - j <= mask["window"]
    seen |= j < mask.get("prefix", 0)
    seen &= np.asarray(mask.get("padding", [True] * keys))[None, :]
    seen &= np.asarray(mask.get("allowed", [True] * queries * keys)).reshape(queries, keys)
    return np.where(seen, np.asarray(mask.get("bias", 0.0), dtype=np.float64), -np.inf)


def sinusoids(rows, width):
    """Vaswani et al. 2017, section 3.5."""
    table = np.zeros((rows, width))
    for position in range(rows):
        for column in range(width):
            angle = position / 10000 ** (2 * (column // 2) / width)
            table[position, column] = math.sin(angle) if column % 2 == 0 else math.cos(angle)
    return table


def rotated(features, first=0):
    """Su et al. 2021, equations 13 and 15: a 2 × 2 rotation for each pair; pairs are (j, j + D/2)."""
    half = features.shape[1] // 2
    result = np.zeros_like(features)
    for place, row in enumerate(features):
        for pair in range(half):
            angle = (first + place) * 10000 ** (-2 * pair / features.shape[1])
            turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
            result[place, [pair, pair + half]] = turn @ row[[pair, pair + half]]
    return result


def alibi_slopes(heads):
    """Press et al. 2022, section 3, and for other than powers of 2 the recursion of the authors' code."""
    if heads & (heads - 1) == 0:
        start = 2 ** (-8 / heads)
        return [start ** (head + 1) for head in range(heads)]
    lower = 2 ** int(math.log2(heads))
    return alibi_slopes(lower) + alibi_slopes(2 * lower)[0::2][: heads - lower]


class Walk:
    """Collects the stages of a request whose matrices are all given: [(id, head, values)], float64, in order."""

    def __init__(self, request):
        self.request = request
        self.heads = request.get("numHeads", 1)
        self.kv_heads = request.get("numKvHeads", self.heads)
        self.first = self.request.get("cachedTokens", 0)  # the position of the first query
        self.stages = []

    def given(self, name, holder=None):
        holder = self.request.get("weights", {}) if holder is None else holder
        return np.asarray(holder[name], dtype=np.float64) if name in holder else None

    def put(self, id, values, head=-1):
        self.stages.append((id, head, values))
        return values

    def put_heads(self, id, parts):
        for head, part in enumerate(parts):
            self.put(id, part, head)
        return parts

    def run(self):
        queries, keys, values = self.project(*self.embed())
        if self.request.get("positions") == "rope":
            queries = self.put_heads("rotatedQueries", [rotated(q, self.first) for q in queries])
            keys = self.put_heads("rotatedKeys", [rotated(k) for k in keys])
        group = self.heads // self.kv_heads
        scores = [queries[head] @ keys[head // group].T for head in range(self.heads)]
        scores = self.adjust(self.put_heads("scores", scores))
        weights = self.put_heads("weights", [softmax(s) for s in scores])
        attended = [weights[head] @ values[head // group] for head in range(self.heads)]
        if "method" in self.request:
            attended = self.approximate(queries, keys, values, scores, self.put_heads("exactOutput", attended))
        self.finish(attended)
        return self.stages

    def approximate(self, queries, keys, values, scores, exact):
        method = self.request["method"]
        if method == "linear":
            outputs = methods_numpy.linear(self, queries, keys, values)
        elif method == "lowRank":
            outputs = methods_numpy.low_rank(self, queries, keys, values, self.scale(), softmax)
        else:
            outputs = methods_numpy.local_global(self, scores, values, softmax)
        self.put_heads("headOutput", outputs)
        self.put_heads("outputDifference", [o - e for o, e in zip(outputs, exact)])
        return outputs

    def embed(self):
        x = self.put("embeddings", self.given("embeddings", self.request))
        context = self.given("contextEmbeddings", self.request)
        if context is not None:
            self.put("contextEmbeddings", context)
        if self.request.get("positions") == "sinusoidal":
            table = self.put("positions", sinusoids(*x.shape))
            if context is not None:
                context_table = self.put("contextPositions", sinusoids(*context.shape))
            x = self.put("positionedEmbeddings", x + table)
            if context is not None:
                context = self.put("positionedContext", context + context_table)
        return x, x if context is None else context

    def project(self, x, source):
        if not self.request.get("projections", True):
            return [self.put_heads(id, [side]) for id, side in (("queries", x), ("keys", source), ("values", source))]
        sides = {"query": (x, self.heads), "key": (source, self.kv_heads), "value": (source, self.kv_heads)}
        weights = {}
        for name, (_, count) in sides.items():
            weights[name] = self.put_heads(name + "Weights", np.split(self.given(name), count, axis=1))
        biases = {name: [0.0] * count for name, (_, count) in sides.items()}
        for name, (_, count) in sides.items():
            if self.given(name + "Bias") is not None:
                biases[name] = self.put_heads(name + "Bias", np.split(self.given(name + "Bias"), count, axis=1))
        return [
            self.put_heads(id, [side @ w + b for w, b in zip(weights[name], biases[name])])
            for (name, (side, _)), id in zip(sides.items(), ("queries", "keys", "values"))
        ]

    def scale(self):
        width = self.request.get("headDim", self.request["embedDim"] // self.heads)
        scale = self.request.get("scale", "sqrt")
        return {"sqrt": 1 / math.sqrt(width), "none": 1.0}.get(scale, scale)

    def adjust(self, scores):
        """From the scores to what the softmax is taken of."""
        request = self.request
        scores = self.put_heads("scaledScores", [s * self.scale() for s in scores])
        if "softcap" in request:
            cap = request["softcap"]  # Gemma Team 2024, "Gemma 2", section 2
            scores = self.put_heads("cappedScores", [cap * np.tanh(s / cap) for s in scores])
        queries, keys = scores[0].shape
        if request.get("positions") == "alibi":
            distance = np.abs(self.first + np.arange(queries)[:, None] - np.arange(keys)[None, :])
            bias = self.put_heads("positionBias", [-slope * distance for slope in alibi_slopes(self.heads)])
            scores = self.put_heads("biasedScores", [s + b for s, b in zip(scores, bias)])
        if request.get("mask"):
            mask = self.put("mask", mask_matrix(request["mask"], self.first + queries, keys)[self.first :])
            scores = self.put_heads("maskedScores", [s + mask for s in scores])
        if "temperature" in request:
            scores = self.put_heads("temperedScores", [s / request["temperature"] for s in scores])
        return scores

    def finish(self, attended):
        projecting = self.request.get("outputProjection", self.heads > 1)
        if self.heads == 1 and not projecting:
            self.put("output", attended[0])
            return
        if "method" not in self.request:
            self.put_heads("headOutput", attended)
        output = self.put("concatenated", np.concatenate(attended, axis=1))
        if projecting:
            output = output @ self.put("outputWeights", self.given("output"))
            if self.given("outputBias") is not None:
                output = output + self.put("outputBias", self.given("outputBias"))
        self.put("output", output)


def walk(request):
    return Walk(request).run()
