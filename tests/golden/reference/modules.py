"""Attention by PyTorch, with what it passes through on the way.

Where an option has a common PyTorch idiom (triangles for masks, complex numbers for rotary positions, the tutorial's
exponentials for sinusoids), it is that, so that it shares no formula with walk.py.
"""

import math

import methods_torch
import torch
from torch import nn


class SelfAttention(nn.Module):
    """Attention as textbooks write it: three linear layers, heads by reshaping, softmax(Q Kᵀ / √d) V.

    Remembers what it passes through in `seen`, under the names of the core's stages, with heads first.
    """

    def __init__(self, embed_dim, heads, kv_heads, head_dim, value_dim, bias, project, **options):
        super().__init__()
        self.heads, self.kv_heads, self.head_dim = heads, kv_heads, head_dim
        self.options = options
        self.mixing = {}  # keyMixing and valueMixing, as NumPy arrays
        self.query = nn.Linear(embed_dim, heads * head_dim, bias=bias)
        self.key = nn.Linear(embed_dim, kv_heads * head_dim, bias=bias)
        self.value = nn.Linear(embed_dim, kv_heads * value_dim, bias=bias)
        self.output = nn.Linear(heads * value_dim, embed_dim, bias=bias) if project else None
        self.seen = {}

    def forward(self, x, context, mask=None):
        def split(rows, heads):
            return rows.unflatten(-1, (heads, -1)).transpose(0, 1)

        def repeat(heads_of):
            return heads_of.repeat_interleave(self.heads // self.kv_heads, dim=0)

        seen = self.seen
        x, context = self.place(x, context)
        queries = seen["queries"] = split(self.query(x), self.heads)
        keys = seen["keys"] = split(self.key(context), self.kv_heads)
        seen["values"] = split(self.value(context), self.kv_heads)
        if self.options.get("positions") == "rope":
            queries = seen["rotatedQueries"] = turned(queries)
            keys = seen["rotatedKeys"] = turned(keys)
        seen["scores"] = torch.bmm(queries, repeat(keys).transpose(1, 2))
        scores = self.adjust(seen["scores"], mask)
        # A row of −∞ comes out as NaN; the core's convention is 0.
        seen["weights"] = torch.nan_to_num(torch.softmax(scores, dim=-1), nan=0.0)
        seen["headOutput"] = torch.bmm(seen["weights"], repeat(seen["values"]))
        if "method" in self.options:
            seen["exactOutput"] = seen["headOutput"]
            asked = self.options | {"mixing": self.mixing, "causal": mask is not None}
            seen["headOutput"] = methods_torch.approximate(seen, asked, queries, keys, scores, repeat)
            seen["outputDifference"] = seen["headOutput"] - seen["exactOutput"]
        seen["concatenated"] = seen["headOutput"].transpose(0, 1).flatten(1)
        seen["output"] = seen["concatenated"] if self.output is None else self.output(seen["concatenated"])
        return seen["output"]

    def place(self, x, context):
        if self.options.get("positions") != "sinusoidal":
            return x, context
        crossing = context is not x
        self.seen["positions"] = waves(*x.shape)
        self.seen["positionedEmbeddings"] = x + self.seen["positions"]
        if not crossing:
            return (self.seen["positionedEmbeddings"],) * 2
        self.seen["contextPositions"] = waves(*context.shape)
        self.seen["positionedContext"] = context + self.seen["contextPositions"]
        return self.seen["positionedEmbeddings"], self.seen["positionedContext"]

    def adjust(self, scores, mask):
        seen, options = self.seen, self.options
        if "scale" in options:
            scores = seen["scaledScores"] = scores * options["scale"]
        else:
            scores = seen["scaledScores"] = scores / math.sqrt(self.head_dim)
        if "softcap" in options:
            scores = seen["cappedScores"] = torch.tanh(scores / options["softcap"]) * options["softcap"]
        if options.get("positions") == "alibi":
            seen["positionBias"] = distance_bias(*scores.shape)
            scores = seen["biasedScores"] = scores + seen["positionBias"]
        if mask is not None:
            seen["mask"] = mask
            scores = seen["maskedScores"] = scores + mask
        if "temperature" in options:
            scores = seen["temperedScores"] = scores / options["temperature"]
        return scores


def waves(rows, width):
    """Sinusoidal positions as PyTorch's tutorial on transformers computes them."""
    position = torch.arange(rows, dtype=torch.float64)[:, None]
    frequency = torch.exp(torch.arange(0, width, 2, dtype=torch.float64) * (-math.log(10000.0) / width))
    table = torch.zeros(rows, width, dtype=torch.float64)
    table[:, 0::2] = torch.sin(position * frequency)
    table[:, 1::2] = torch.cos(position * frequency)[:, : width // 2]
    return table


def turned(heads):
    """Rotary positions: each pair (j, j + D/2) is a complex number, multiplied by e^(i · position · frequency)."""
    _, rows, width = heads.shape
    frequency = torch.exp(torch.arange(0, width, 2, dtype=torch.float64) * (-math.log(10000.0) / width))
    angle = torch.outer(torch.arange(rows, dtype=torch.float64), frequency)
    first, second = heads.chunk(2, dim=-1)
    product = torch.complex(first, second) * torch.polar(torch.ones_like(angle), angle)
    return torch.cat([product.real, product.imag], dim=-1)


def distance_bias(heads, queries, keys):
    """ALiBi. Slopes by exponent: 8/P, 16/P, … for the P heads of the power of 2, then 4/P, 12/P, 20/P, …"""
    power = 1 << (heads.bit_length() - 1)
    exponents = [8 * (head + 1) / power for head in range(power)]
    exponents += [4 * (2 * extra + 1) / power for extra in range(heads - power)]
    slopes = torch.tensor([2.0**-exponent for exponent in exponents], dtype=torch.float64)
    distance = torch.cdist(
        torch.arange(queries, dtype=torch.float64)[:, None], torch.arange(keys, dtype=torch.float64)[:, None]
    )
    return -slopes[:, None, None] * distance


def additive_mask(mask, queries, keys):
    """The mask as nn.MultiheadAttention takes it: float, added to the scores."""
    seen = torch.ones(queries, keys, dtype=torch.bool)
    if mask.get("causal"):
        seen = seen.tril()
    if "window" in mask:
        seen = seen.triu(-mask["window"])
    seen[:, : mask.get("prefix", 0)] = True
    if "padding" in mask:
        seen = seen & torch.tensor(mask["padding"])
    if "allowed" in mask:
        seen = seen & torch.tensor(mask["allowed"]).reshape(queries, keys)
    bias = torch.from_numpy(mask["bias"]).double() if "bias" in mask else torch.zeros(queries, keys).double()
    return bias.masked_fill(~seen, -math.inf)


def attention_with_the_weights_of(module):
    """A SelfAttention with the parameters of an nn.MultiheadAttention, which stacks W_q, W_k and W_v."""
    embed_dim, heads = module.embed_dim, module.num_heads
    size = embed_dim // heads
    bias = module.in_proj_bias is not None
    copy = SelfAttention(embed_dim, heads, heads, size, size, bias, True).double()
    with torch.no_grad():
        for layer, weight in zip((copy.query, copy.key, copy.value), module.in_proj_weight.chunk(3)):
            layer.weight.copy_(weight)
        copy.output.weight.copy_(module.out_proj.weight)
        if bias:
            for layer, value in zip((copy.query, copy.key, copy.value), module.in_proj_bias.chunk(3)):
                layer.bias.copy_(value)
            copy.output.bias.copy_(module.out_proj.bias)
    return copy
