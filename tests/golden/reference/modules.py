"""Attention by PyTorch, with what it passes through on the way."""

import math

import torch
from torch import nn


class SelfAttention(nn.Module):
    """Attention as textbooks write it: three linear layers, heads by reshaping, softmax(Q Kᵀ / √d) V.

    Remembers what it passes through in `seen`, under the names of the core's stages, with heads first.
    """

    def __init__(self, embed_dim, heads, kv_heads, head_dim, value_dim, bias, project):
        super().__init__()
        self.heads, self.kv_heads, self.head_dim = heads, kv_heads, head_dim
        self.query = nn.Linear(embed_dim, heads * head_dim, bias=bias)
        self.key = nn.Linear(embed_dim, kv_heads * head_dim, bias=bias)
        self.value = nn.Linear(embed_dim, kv_heads * value_dim, bias=bias)
        self.output = nn.Linear(heads * value_dim, embed_dim, bias=bias) if project else None
        self.seen = {}

    def forward(self, x, context, mask=None):
        def split(rows, heads):
            return rows.unflatten(-1, (heads, -1)).transpose(0, 1)

        seen = self.seen
        seen["queries"] = split(self.query(x), self.heads)
        seen["keys"] = split(self.key(context), self.kv_heads)
        seen["values"] = split(self.value(context), self.kv_heads)
        keys = seen["keys"].repeat_interleave(self.heads // self.kv_heads, dim=0)
        values = seen["values"].repeat_interleave(self.heads // self.kv_heads, dim=0)
        seen["scores"] = torch.bmm(seen["queries"], keys.transpose(1, 2))
        seen["scaledScores"] = seen["scores"] / math.sqrt(self.head_dim)
        scores = seen["scaledScores"]
        if mask is not None:
            seen["mask"] = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(mask, -math.inf)
            scores = seen["maskedScores"] = scores.masked_fill(mask, -math.inf)
        seen["weights"] = torch.softmax(scores, dim=-1)
        seen["headOutput"] = torch.bmm(seen["weights"], values)
        seen["concatenated"] = seen["headOutput"].transpose(0, 1).flatten(1)
        seen["output"] = seen["concatenated"] if self.output is None else self.output(seen["concatenated"])
        return seen["output"]


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
