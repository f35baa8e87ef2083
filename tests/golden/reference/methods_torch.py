"""The approximations in PyTorch's idioms: all heads at once, cumulative sums, masked softmax.

Each takes what the exact attention left in `seen`, heads first with keys and values repeated for the query heads, and
adds its own stages there. Stages per key/value head are computed from the heads that are not repeated.
"""

import math

import torch
from torch.nn import functional


def linear(seen, options, queries, keys, values, repeat):
    q = seen["queryFeatures"] = functional.elu(queries) + 1
    k = seen["keyFeatures"] = functional.elu(keys) + 1
    similarities = seen["similarities"] = torch.einsum("hnd,hmd->hnm", q, repeat(k))
    steps = torch.einsum("hmd,hmv->hmdv", k, values).cumsum(dim=1)
    sums = k.cumsum(dim=1)
    if options.get("causal"):
        similarities = seen["maskedSimilarities"] = similarities.tril()
        seen["keyValueState"], seen["keySum"] = steps.flatten(1, 2), sums
        at = torch.arange(q.shape[1]).clamp(max=k.shape[1] - 1)
    else:
        seen["keyValueState"], seen["keySum"] = steps[:, -1], sums[:, -1:]
        at = torch.full((q.shape[1],), k.shape[1] - 1)
    seen["linearWeights"] = functional.normalize(similarities, p=1, dim=-1)
    seen["quadraticOutput"] = torch.bmm(seen["linearWeights"], repeat(values))
    seen["numerators"] = torch.einsum("hnd,hndv->hnv", q, repeat(steps)[:, at])
    seen["denominators"] = torch.einsum("hnd,hnd->hn", q, repeat(sums)[:, at])[..., None]
    return seen["numerators"] / seen["denominators"]


def low_rank(seen, options, queries, keys, values, repeat):
    mix, mix_values = (torch.from_numpy(options["mixing"][name]).double() for name in ("keyMixing", "valueMixing"))
    seen["keyMixing"], seen["valueMixing"] = mix, mix_values
    seen["mixedKeys"] = torch.einsum("km,hmd->hkd", mix, keys)
    seen["mixedValues"] = torch.einsum("km,hmd->hkd", mix_values, values)
    seen["lowRankScores"] = torch.einsum("hnd,hkd->hnk", queries, repeat(seen["mixedKeys"]))
    seen["lowRankScaledScores"] = seen["lowRankScores"] * options.get("scale", 1 / math.sqrt(queries.shape[-1]))
    seen["lowRankWeights"] = seen["lowRankScaledScores"].softmax(dim=-1)
    return torch.bmm(seen["lowRankWeights"], repeat(seen["mixedValues"]))


def local_global(seen, options, scores, values, repeat):
    ones = torch.ones(scores.shape[1:], dtype=torch.bool)
    seen_pairs = ones.triu(-options["reach"]) & ones.tril(options["reach"])
    seen_pairs[: options["globalTokens"]] = True
    seen_pairs[:, : options["globalTokens"]] = True
    seen["pattern"] = torch.zeros(scores.shape[1:]).double().masked_fill(~seen_pairs, -math.inf)
    seen["localScores"] = scores.masked_fill(~seen_pairs, -math.inf)
    seen["localWeights"] = torch.nan_to_num(seen["localScores"].softmax(dim=-1), nan=0.0)
    return torch.bmm(seen["localWeights"], repeat(values))


def approximate(seen, options, queries, keys, scores, repeat):
    """The heads' output by the method in the options."""
    if options["method"] == "localGlobal":
        return local_global(seen, options, scores, seen["values"], repeat)
    method = linear if options["method"] == "linear" else low_rank
    return method(seen, options, queries, keys, seen["values"], repeat)
