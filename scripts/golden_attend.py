#!/usr/bin/python3
"""Writes tests/golden/attend/: what PyTorch says attention over whole tensors is, for every option of attend().

Needs Debian's python3-torch. Run it when a case is added; the fixtures are committed and the tests only read
them. tests/golden/README.md describes the format.

The order of the steps is that of the ONNX operator Attention-23 (scale, softcap, mask or bias, softmax; softcap
before the mask as in onnx/onnx pull request 7867), of isCausal with past keys too: query i stands at i + P. The
window is Longformer's (Beltagy et al. 2020, section 3.1), looking back. A query without keys gets zeros, where
PyTorch has NaN. Computed in float64 on float32 numbers. Where torch.nn.functional has the options itself,
scaled_dot_product_attention must agree to 1e-12 before anything is written.
"""

import json
import math
import pathlib

import numpy as np
import torch
from torch.nn import functional

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "tests" / "golden" / "attend"


def numbers(generator, *shape, spread=1.0):
    """float32 numbers, as float64."""
    return (torch.randn(shape, generator=generator, dtype=torch.float32) * spread).double()


def visible(queries, past, keys, causal, window):
    """(N, P + M): where a query may look."""
    square = torch.ones(queries, past + keys, dtype=torch.bool)
    if causal:
        square = square.tril(diagonal=past)
    if window is not None:
        square = square.triu(diagonal=past - window)
    return square


def attention(case):
    """Output, log-sum-exp, weights, and the keys and values they were made with."""
    queries, keys, values = case["queries"], case["keys"], case["values"]
    past = 0
    if "pastKeys" in case:
        past = case["pastKeys"].shape[2]
        keys = torch.cat([case["pastKeys"], keys], dim=2)
        values = torch.cat([case["pastValues"], values], dim=2)
    group = queries.shape[1] // keys.shape[1]
    wide_keys, wide_values = (tensor.repeat_interleave(group, dim=1) for tensor in (keys, values))
    scale = case.get("scale", 1 / math.sqrt(queries.shape[3]))
    scores = queries @ wide_keys.transpose(-2, -1) * scale
    if "softcap" in case:
        scores = case["softcap"] * torch.tanh(scores / case["softcap"])
    mask = case.get("mask")
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else scores + mask
    square = visible(queries.shape[2], past, keys.shape[2] - past, case.get("isCausal", False), case.get("window"))
    scores = scores.masked_fill(~square, -math.inf)
    weights = torch.softmax(scores, dim=-1).nan_to_num(nan=0.0)
    compare_with_pytorch(case, wide_keys, wide_values, scale, square, weights)
    return {
        "output": weights @ wide_values,
        "logSumExp": torch.logsumexp(scores, dim=-1),
        "weights": weights,
        **({"keys": keys, "values": values} if "pastKeys" in case else {}),
    }


def compare_with_pytorch(case, keys, values, scale, square, weights):
    """PyTorch's function divides by √D itself and knows boolean masks only."""
    mask = case.get("mask")
    if "softcap" in case or (mask is not None and mask.dtype != torch.bool):
        return
    allowed = square if mask is None else square & mask
    queries = case["queries"] * (scale * math.sqrt(case["queries"].shape[3]))
    # In a copy: the function fills its mask in.
    allowed = allowed.broadcast_to(*queries.shape[:3], keys.shape[2]).clone()
    output, its_weights = functional._scaled_dot_product_attention(
        queries, keys, values, attn_mask=allowed, need_attn_weights=True
    )
    for theirs, ours in ((its_weights, weights), (output, weights @ values)):
        assert torch.allclose(theirs.nan_to_num(nan=0.0), ours, rtol=1e-12, atol=1e-12)


def tensors(seed, batch=1, heads=2, kv_heads=None, queries=4, keys=None, width=4, value_width=None, past=None):
    """Queries, keys and values of those lengths."""
    generator = torch.Generator().manual_seed(seed)
    kv_heads = kv_heads or heads
    keys = keys or queries
    value_width = value_width or width
    case = {
        "queries": numbers(generator, batch, heads, queries, width),
        "keys": numbers(generator, batch, kv_heads, keys, width),
        "values": numbers(generator, batch, kv_heads, keys, value_width),
    }
    if past is not None:
        case["pastKeys"] = numbers(generator, batch, kv_heads, past, width)
        case["pastValues"] = numbers(generator, batch, kv_heads, past, value_width)
    return case


def allowed(seed, *shape):
    """A mask that lets three of four keys be seen."""
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(shape, generator=generator) < 0.75


def bias(seed, *shape, hidden=0.2):
    """Numbers to add, some of them −∞."""
    generator = torch.Generator().manual_seed(seed)
    added = numbers(generator, *shape, spread=2.0)
    return added.masked_fill(torch.rand(shape, generator=generator) < hidden, -math.inf)


def rows_hidden(mask, *rows):
    mask[..., list(rows), :] = False
    return mask


def cases():
    """Names and requests: each option alone, and several together."""
    yield "full", tensors(1, batch=2)
    yield "one_token", tensors(2, heads=1, queries=1)
    yield "one_feature", tensors(3, width=1, queries=3)
    yield "cross", tensors(4, queries=3, keys=6)
    yield "value_width", tensors(5, value_width=3, keys=5)
    yield "grouped", tensors(6, batch=2, heads=4, kv_heads=2)
    yield "multi_query", tensors(7, heads=4, kv_heads=1, keys=5)
    yield "causal", tensors(8, queries=6) | {"isCausal": True}
    yield "causal_fewer_keys", tensors(9, queries=6, keys=3) | {"isCausal": True}
    yield "causal_more_keys", tensors(10, queries=3, keys=6) | {"isCausal": True}
    yield "window", tensors(11, queries=7) | {"window": 2}
    yield "window_beyond_keys", tensors(12, queries=6, keys=3) | {"window": 1}
    yield "causal_window", tensors(13, queries=7) | {"isCausal": True, "window": 2}
    yield "scale", tensors(14) | {"scale": 1.25}
    yield "scale_negative", tensors(15) | {"scale": -0.5}
    yield "softcap", tensors(16) | {"softcap": 1.5}
    yield "mask_queries_keys", tensors(17, batch=2, keys=5) | {"mask": allowed(17, 4, 5)}
    yield "mask_heads", tensors(18, batch=2, keys=5) | {"mask": allowed(18, 2, 4, 5)}
    yield "mask_batch_keys", tensors(19, batch=2, keys=5) | {"mask": allowed(19, 2, 1, 1, 5)}
    yield "mask_whole", tensors(20, batch=2, keys=5) | {"mask": allowed(20, 2, 2, 4, 5)}
    yield "mask_hides_rows", tensors(21, keys=5) | {"mask": rows_hidden(allowed(21, 4, 5), 0, 2)}
    yield "bias_queries_keys", tensors(22, keys=5) | {"mask": bias(22, 4, 5)}
    yield "bias_batch_heads", tensors(23, batch=2) | {"mask": bias(23, 2, 2, 1, 1, hidden=0)}
    yield "bias_hides_rows", tensors(24, keys=5) | {"mask": bias(24, 2, 4, 5, hidden=0.8)}
    yield "bias_after_softcap", tensors(25) | {"mask": bias(25, 4, 4), "softcap": 0.75}
    yield "past", tensors(26, batch=2, queries=2, past=3)
    yield "past_causal", tensors(27, queries=3, past=4) | {"isCausal": True}
    yield "past_none", tensors(28, past=0) | {"isCausal": True}
    yield "past_one_query", tensors(29, heads=4, kv_heads=2, queries=1, past=9) | {"isCausal": True}
    yield "past_causal_window", tensors(30, queries=4, past=5) | {"isCausal": True, "window": 3}
    yield "past_mask", tensors(31, queries=3, past=4) | {"mask": allowed(31, 3, 7)}
    yield "long", tensors(32, heads=1, queries=3, keys=130)
    yield "long_causal_window", tensors(33, heads=1, queries=70, width=2) | {"isCausal": True, "window": 40}
    yield "everything", tensors(34, batch=2, heads=4, kv_heads=2, queries=5, past=6, value_width=3) | {
        "isCausal": True,
        "window": 7,
        "mask": bias(34, 2, 1, 5, 11),
        "softcap": 2.0,
        "scale": 0.75,
    }


# --- Writing ----------------------------------------------------------------------------------------------------


def number(value):
    """The shortest decimal that is this float32, also when it is read as a float64 and rounded."""
    value = np.float32(value)
    if np.isneginf(value):
        return "-Infinity"
    text = str(value)
    assert np.float32(float(text)) == value
    return int(value) if value == int(value) and abs(value) < 1e6 else float(text)


def tensor_json(tensor):
    if tensor.dtype == torch.bool:
        return {"shape": list(tensor.shape), "type": "bool", "data": tensor.int().flatten().tolist()}
    return {"shape": list(tensor.shape), "data": [number(value) for value in tensor.flatten().tolist()]}


def case_json(name, case):
    def json_of(value):
        return tensor_json(value) if isinstance(value, torch.Tensor) else value

    return {
        "name": name,
        "source": f"PyTorch {torch.__version__}",
        "request": {field: json_of(value) for field, value in case.items()},
        "expected": {field: tensor_json(value) for field, value in attention(case).items()},
    }


def write(name, value):
    text = json.dumps(value, separators=(",", ":"))
    (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main():
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*.json"):
        old.unlink()
    names = []
    for name, case in cases():
        write(name, case_json(name, case))
        names.append(name)
    write("cases", names)
    total = sum(path.stat().st_size for path in GOLDEN.glob("*.json"))
    print(f"{len(names)} cases, {total / 1e3:.0f} kB in {GOLDEN}")


if __name__ == "__main__":
    main()
