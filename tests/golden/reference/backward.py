"""The backward pass by PyTorch's autograd, which is told the forward pass and nothing else.

The forward pass is written once more, with a tensor for each stage and head, because autograd keeps the gradient of
what was computed on the way only where the very tensor is at hand. walk.py must agree with it at every stage.
"""

import math

import numpy as np
import torch
from modules import additive_mask, distance_bias, turned, waves
from torch.nn import functional
from walk import walk

WORDS = "the cat sat on a mat because it was tired".split()
CONSTANTS = {"mask", "pattern", "positions", "contextPositions", "positionBias"}


class Forward:
    """The stages of a request as tensors, by id and head."""

    def __init__(self, request):
        self.request = request
        self.heads = request.get("numHeads", 1)
        self.kv_heads = request.get("numKvHeads", self.heads)
        self.stages = {}
        x, source = self.embed()
        queries = self.project(x, "query", "queries", self.heads)
        keys = self.project(source, "key", "keys", self.kv_heads)
        values = self.project(source, "value", "values", self.kv_heads)
        if request.get("positions") == "rope":
            queries = [self.put("rotatedQueries", turned(q[None])[0], h) for h, q in enumerate(queries)]
            keys = [self.put("rotatedKeys", turned(k[None])[0], h) for h, k in enumerate(keys)]
        group = self.heads // self.kv_heads
        self.finish([self.attend(h, queries[h], keys[h // group], values[h // group]) for h in range(self.heads)])

    def put(self, id, values, head=-1):
        if values.requires_grad:
            values.retain_grad()
        self.stages[id, head] = values
        return values

    def leaf(self, id, values, head=-1):
        return self.put(id, torch.tensor(np.asarray(values, dtype=np.float64), requires_grad=True), head)

    def embed(self):
        request = self.request
        x = self.leaf("embeddings", request["embeddings"])
        crossing = "context" in request
        source = self.leaf("contextEmbeddings", request["contextEmbeddings"]) if crossing else x
        if request.get("positions") != "sinusoidal":
            return x, source
        x = self.put("positionedEmbeddings", x + self.put("positions", waves(*x.shape)))
        if not crossing:
            return x, x
        return x, self.put("positionedContext", source + self.put("contextPositions", waves(*source.shape)))

    def project(self, x, name, id, heads):
        request = self.request
        if not request.get("projections", True):
            return [self.put(id, x.clone(), 0)]
        results = []
        given = request["weights"]
        for head, columns in enumerate(np.split(given[name], heads, axis=1)):
            result = x @ self.leaf(name + "Weights", columns, head)
            if name + "Bias" in given:
                bias = np.split(given[name + "Bias"], heads, axis=1)[head]
                result = result + self.leaf(name + "Bias", bias, head)
            results.append(self.put(id, result, head))
        return results

    def attend(self, head, queries, keys, values):
        request = self.request
        scores = self.put("scores", queries @ keys.T, head)
        scale = request.get("scale", "sqrt")
        scale = {"sqrt": 1 / math.sqrt(queries.shape[1]), "none": 1.0}.get(scale, scale)
        scores = self.put("scaledScores", scores * scale, head)
        if "softcap" in request:
            cap = request["softcap"]
            scores = self.put("cappedScores", cap * torch.tanh(scores / cap), head)
        if request.get("positions") == "alibi":
            bias = self.put("positionBias", distance_bias(self.heads, *scores.shape)[head], head)
            scores = self.put("biasedScores", scores + bias, head)
        if request.get("mask"):
            mask = self.put("mask", additive_mask(request["mask"], *scores.shape))
            scores = self.put("maskedScores", scores + mask, head)
        if "temperature" in request:
            scores = self.put("temperedScores", scores / request["temperature"], head)
        # A row of −∞ would be NaN, and so its gradient.
        empty = torch.isinf(scores).all(dim=1, keepdim=True)
        weights = torch.softmax(scores.masked_fill(empty, 0), dim=1).masked_fill(empty, 0)
        exact = self.put("weights", weights, head) @ values
        if "method" not in request:
            return exact
        self.put("exactOutput", exact, head)
        by = {"linear": self.linear, "lowRank": self.low_rank, "localGlobal": self.local_global}
        output = self.put("headOutput", by[request["method"]](head, queries, keys, values, scores), head)
        self.put("outputDifference", output - exact, head)
        return output

    def once(self, id, head, make):
        """What the heads of a group, or all of them, share."""
        return self.stages[id, head] if (id, head) in self.stages else self.put(id, make(), head)

    def linear(self, head, queries, keys, values, scores):
        kv = head * self.kv_heads // self.heads
        causal = self.request.get("mask", {}).get("causal", False)
        q = self.put("queryFeatures", functional.elu(queries) + 1, head)
        k = self.once("keyFeatures", kv, lambda: functional.elu(keys) + 1)
        similarities = self.put("similarities", q @ k.T, head)
        if causal:
            similarities = self.put("maskedSimilarities", similarities.tril(), head)
        weights = self.put("linearWeights", similarities / similarities.sum(dim=1, keepdim=True), head)
        self.put("quadraticOutput", weights @ values, head)
        steps = torch.einsum("md,mv->mdv", k, values)
        states = self.once(
            "keyValueState", kv, lambda: steps.cumsum(dim=0).flatten(0, 1) if causal else steps.sum(dim=0)
        )
        sums = self.once("keySum", kv, lambda: k.cumsum(dim=0) if causal else k.sum(dim=0, keepdim=True))
        at = torch.arange(len(q)).clamp(max=len(sums) - 1)
        blocks = states.reshape(len(sums), *steps.shape[1:])
        numerators = self.put("numerators", torch.einsum("nd,ndv->nv", q, blocks[at]), head)
        return numerators / self.put("denominators", (q * sums[at]).sum(dim=1, keepdim=True), head)

    def low_rank(self, head, queries, keys, values, scores):
        kv = head * self.kv_heads // self.heads
        given = self.request["weights"]
        mix, mix_values = (
            self.once(id, -1, lambda id=id: torch.tensor(given[id].astype(np.float64), requires_grad=True))
            for id in ("keyMixing", "valueMixing")
        )
        keys = self.once("mixedKeys", kv, lambda: mix @ keys)
        values = self.once("mixedValues", kv, lambda: mix_values @ values)
        scores = self.put("lowRankScores", queries @ keys.T, head)
        scores = self.put("lowRankScaledScores", scores / math.sqrt(queries.shape[1]), head)
        return self.put("lowRankWeights", scores.softmax(dim=1), head) @ values

    def local_global(self, head, queries, keys, values, scores):
        reach, most = self.request["reach"], self.request["globalTokens"]
        seen = torch.ones(scores.shape, dtype=torch.bool).triu(-reach).tril(reach)
        seen[:most] = seen[:, :most] = True
        pattern = self.put("pattern", torch.zeros(scores.shape).double().masked_fill(~seen, -math.inf))
        scores = self.put("localScores", scores + pattern, head)
        return self.put("localWeights", scores.softmax(dim=1), head) @ values

    def finish(self, attended):
        projecting = self.request.get("outputProjection", self.heads > 1)
        if self.heads == 1 and not projecting:
            self.put("output", attended[0].clone())
            return
        if "method" not in self.request:
            attended = [self.put("headOutput", part, head) for head, part in enumerate(attended)]
        output = torch.cat(attended, dim=1)
        output = self.put("concatenated", output)
        if projecting:
            given = self.request["weights"]
            output = output @ self.leaf("outputWeights", given["output"])
            if "outputBias" in given:
                output = output + self.leaf("outputBias", given["outputBias"])
        self.put("output", output.clone())


def stages_with_gradients(request):
    """The walk's stages, and after them the gradient of each that the output is made from, last stage first."""
    stages = walk(request)
    tensors = Forward(request).stages
    assert {(id, head) for id, head, _ in stages} == set(tensors)
    for id, head, values in stages:
        assert np.allclose(tensors[id, head].detach(), values, rtol=1e-12, atol=1e-12), f"{id} {head} differ"
    asked = request["gradient"]
    output = tensors["output", -1]
    if "upstream" in asked:
        output.backward(torch.from_numpy(asked["upstream"]).double())
    else:
        output[asked["row"], asked["column"]].backward()
    order = dict.fromkeys(id for id, _, _ in stages if id not in CONSTANTS)
    gradients = []
    for id in reversed(order):
        found = [(head, tensors[id, head].grad) for of, head, _ in stages if of == id]
        gradients += [(id + "Gradient", head, grad.numpy()) for head, grad in found if grad is not None]
    return stages + gradients


def drawn(random, *shape, spread=1.0):
    return (random.standard_normal(shape) * spread).astype(np.float32)


def gradient_case(name, seed, heads=1, kv_heads=None, keys=None, bias=False, upstream=True, **options):
    random = np.random.default_rng(seed)
    tokens, width, size, value_size = 4, 6, 4, 3
    kv_heads = kv_heads or heads
    plain = options.get("projections") is False
    request = {
        "tokens": WORDS[:tokens],
        "embedDim": width,
        "embeddings": drawn(random, tokens, width),
    }
    if keys:
        request |= {"context": WORDS[-keys:], "contextEmbeddings": drawn(random, keys, width)}
    if not plain:
        widths = {"query": heads * size, "key": kv_heads * size, "value": kv_heads * value_size}
        weights = {of: drawn(random, width, count, spread=0.6) for of, count in widths.items()}
        projecting = options.get("outputProjection", heads > 1)
        if projecting:
            weights["output"] = drawn(random, heads * value_size, width, spread=0.4)
            widths["output"] = width
        if options.get("method") == "lowRank":
            weights |= {of: drawn(random, 2, keys or tokens, spread=0.6) for of in ("keyMixing", "valueMixing")}
        if bias:
            weights |= {of + "Bias": drawn(random, 1, count, spread=0.3) for of, count in widths.items()}
        request |= {"numHeads": heads, "numKvHeads": kv_heads, "headDim": size, "valueDim": value_size}
        request["weights"] = weights
    elif options.get("method") == "lowRank":
        mixings = ("keyMixing", "valueMixing")
        request["weights"] = {of: drawn(random, 2, keys or tokens, spread=0.6) for of in mixings}
    if options.get("method") == "lowRank":
        request["rank"] = 2
    request |= options
    output_width = width if plain or options.get("outputProjection", heads > 1) else heads * value_size
    cell = {"row": 2, "column": output_width - 1}
    request["gradient"] = {"upstream": drawn(random, tokens, output_width)} if upstream else cell
    source = f"autograd, PyTorch {torch.__version__}"
    return {"name": name, "source": source, "request": request, "stages": stages_with_gradients(request)}


def gradient_cases():
    causal = {"causal": True}
    some = np.random.default_rng(1).standard_normal((4, 4)).astype(np.float32)
    masks = {
        "window": {"window": 1},
        "prefix": {"causal": True, "prefix": 2},
        "padding": {"padding": [True, False, True, True]},
        "allowed": {"allowed": [True, False, True, True] * 2 + [True, True, False, True] * 2},
        "bias": {"bias": some},
        "nothing_allowed": {"causal": True, "padding": [False, True, True, False]},
    }
    cases = {
        "self": {},
        "cell": {"upstream": False},
        "cell_of_heads": {"upstream": False, "heads": 2, "bias": True, "mask": causal},
        "cross": {"keys": 5, "bias": True},
        "causal": {"mask": causal},
        "heads": {"heads": 2, "bias": True},
        "heads_cross": {"heads": 2, "keys": 3, "mask": causal},
        "heads_unprojected": {"heads": 2, "outputProjection": False},
        "one_head_projected": {"outputProjection": True, "bias": True},
        "grouped": {"heads": 4, "kv_heads": 2, "bias": True},
        "grouped_cross_rope": {"heads": 2, "kv_heads": 1, "keys": 5, "positions": "rope"},
        "plain": {"projections": False},
        "plain_cross": {"projections": False, "keys": 5},
        "plain_rope": {"projections": False, "positions": "rope", "mask": causal},
        "plain_sinusoidal": {"projections": False, "positions": "sinusoidal"},
        "rope": {"positions": "rope"},
        "sinusoidal": {"positions": "sinusoidal"},
        "sinusoidal_cross": {"positions": "sinusoidal", "keys": 3},
        "alibi": {"positions": "alibi", "heads": 2, "mask": causal},
        "softcap": {"softcap": 0.75},
        "temperature": {"temperature": 0.5},
        "unscaled": {"scale": "none"},
        "scale": {"scale": 0.375},
        "everything": {
            "heads": 4,
            "kv_heads": 2,
            "bias": True,
            "positions": "alibi",
            "softcap": 1.5,
            "temperature": 0.5,
            "scale": 0.75,
            "mask": {"causal": True, "window": 2, "padding": [False, True, True, True], "bias": some},
        },
    }
    cases |= {f"mask_{name}": {"mask": mask} for name, mask in masks.items()}
    local = {"method": "localGlobal", "reach": 1, "globalTokens": 1}
    methods = {
        "linear": {"method": "linear"},
        "linear_causal": {"method": "linear", "mask": causal, "bias": True},
        "linear_grouped": {"method": "linear", "heads": 4, "kv_heads": 2, "keys": 5, "positions": "rope"},
        "linear_grouped_causal": {"method": "linear", "heads": 4, "kv_heads": 2, "mask": causal},
        "linear_causal_more_keys": {"method": "linear", "keys": 6, "mask": causal},
        "linear_causal_fewer_keys": {"method": "linear", "keys": 2, "mask": causal},
        "linear_plain": {"method": "linear", "projections": False},
        "low_rank": {"method": "lowRank"},
        "low_rank_grouped_rope": {"method": "lowRank", "heads": 4, "kv_heads": 2, "keys": 5, "positions": "rope"},
        "low_rank_plain": {"method": "lowRank", "projections": False, "positions": "sinusoidal"},
        "local": local,
        "local_everything": local
        | {"heads": 2, "kv_heads": 1, "positions": "alibi", "softcap": 1.5, "temperature": 0.5, "mask": causal},
    }
    cases |= methods
    for seed, (name, options) in enumerate(cases.items(), 300):
        yield gradient_case(f"gradient_{name}", seed, **options)
