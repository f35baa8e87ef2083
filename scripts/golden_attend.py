#!/usr/bin/python3
"""Writes tests/golden/attend/: what PyTorch says attention over whole tensors is, for every option of attend().

Needs Debian's python3-torch. Run it when a case is added; the fixtures are committed and the tests only read
them. tests/golden/README.md describes the format.

The order of the steps is that of the ONNX operators Attention-23 and 24 (scale, softcap, mask or bias, softmax; softcap
before the mask as in onnx/onnx pull request 7867), of isCausal with past keys too: query i stands at i + P, or where
there are lengths of keys L and no past ones, at i + L − N. The windows are Longformer's (Beltagy et al. 2020, section
3.1), looking back and ahead. A query without keys gets zeros, where PyTorch has NaN. Computed in float64 on float32 numbers. Where torch.nn.functional has the options itself,
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


def visible(case, queries, past, keys):
    """(N, P + M), or with lengths of keys (B, 1, N, P + M): where a query may look."""
    position = torch.arange(queries).reshape(-1, 1) + past
    key = torch.arange(keys).reshape(1, -1)
    square = torch.ones(queries, keys, dtype=torch.bool)
    if "keyLengths" in case:
        length = torch.tensor(case["keyLengths"]).reshape(-1, 1, 1, 1)
        square = square & (key < length)
        if "pastKeys" not in case:
            position = position + length - queries
    if case.get("isCausal", False):
        square = square & (key <= position)
    if "window" in case:
        square = square & (key >= position - case["window"])
    if "rightWindow" in case:
        square = square & (key <= position + case["rightWindow"])
    return square


def heads_first(tensor, heads):
    """(B, N, H·D) to (B, H, N, D)."""
    return tensor.unflatten(2, (heads, -1)).transpose(1, 2)


def widened(mask, keys):
    """A mask that says nothing of the last keys hides them."""
    missing = 0 if mask.shape[-1] == 1 else keys - mask.shape[-1]
    return functional.pad(mask, (0, missing), value=False if mask.dtype == torch.bool else -math.inf)


def attention(case):
    """Output, log-sum-exp, weights, and the keys and values they were made with."""
    queries, keys, values = case["queries"], case["keys"], case["values"]
    packed = "numHeads" in case
    if packed:
        kv_heads = case.get("numKvHeads", case["numHeads"])
        queries = heads_first(queries, case["numHeads"])
        keys, values = heads_first(keys, kv_heads), heads_first(values, kv_heads)
    past = 0
    if "pastKeys" in case:
        past = case["pastKeys"].shape[2]
        keys = torch.cat([case["pastKeys"], keys], dim=2)
        values = torch.cat([case["pastValues"], values], dim=2)
    group = queries.shape[1] // keys.shape[1]
    wide_keys, wide_values = (tensor.repeat_interleave(group, dim=1) for tensor in (keys, values))
    scale = case.get("scale", 1 / math.sqrt(queries.shape[3]))
    steps = {"scores": queries @ wide_keys.transpose(-2, -1)}
    scores = steps["scaled"] = steps["scores"] * scale
    if "softcap" in case:
        scores = case["softcap"] * torch.tanh(scores / case["softcap"])
    steps["capped"] = scores
    mask = case.get("mask")
    if mask is not None:
        mask = widened(mask, keys.shape[2])
        scores = scores.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else scores + mask
    square = visible(case, queries.shape[2], past, keys.shape[2])
    scores = steps["masked"] = scores.masked_fill(~square, -math.inf)
    weights = steps["weights"] = torch.softmax(scores, dim=-1).nan_to_num(nan=0.0)
    compare_with_pytorch(case, queries, wide_keys, wide_values, scale, square, mask, weights)
    output = weights @ wide_values
    return {
        "output": output.transpose(1, 2).flatten(2) if packed else output,
        "logSumExp": torch.logsumexp(scores, dim=-1),
        "weights": steps[case.get("weightsAre", "weights")],
        **({"keys": keys, "values": values} if "pastKeys" in case else {}),
    }


def compare_with_pytorch(case, queries, keys, values, scale, square, mask, weights):
    """PyTorch's function divides by √D itself and knows boolean masks only."""
    if "softcap" in case or (mask is not None and mask.dtype != torch.bool):
        return
    allowed = square if mask is None else square & mask
    queries = queries * (scale * math.sqrt(queries.shape[3]))
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
    keys = queries if keys is None else keys
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


def packed(case):
    """With the heads of a token side by side."""
    heads, kv_heads = case["queries"].shape[1], case["keys"].shape[1]
    for name in ("queries", "keys", "values"):
        case[name] = case[name].transpose(1, 2).flatten(2)
    return case | {"numHeads": heads} | ({"numKvHeads": kv_heads} if kv_heads != heads else {})


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
    yield "packed", packed(tensors(35, batch=2, queries=3, keys=5, value_width=3))
    yield "packed_grouped", packed(tensors(36, batch=2, heads=4, kv_heads=2)) | {"isCausal": True}
    yield "packed_past", packed(tensors(37, batch=2, heads=4, kv_heads=1, queries=2, past=3)) | {"mask": bias(37, 2, 5)}
    yield "lengths", tensors(38, batch=3, keys=6) | {"keyLengths": [6, 0, 4]}
    yield "lengths_causal", tensors(39, batch=3, keys=6) | {"keyLengths": [6, 2, 4], "isCausal": True}
    yield "lengths_window", tensors(40, batch=2, keys=7) | {"keyLengths": [7, 5], "window": 1, "rightWindow": 1}
    yield "lengths_past", tensors(41, batch=2, queries=3, past=4) | {"keyLengths": [7, 5], "isCausal": True}
    yield "right_window", tensors(42, queries=7) | {"rightWindow": 2}
    yield "both_windows", tensors(43, queries=7) | {"window": 1, "rightWindow": 2}
    yield "right_window_causal", tensors(44, queries=5) | {"rightWindow": 2, "isCausal": True}
    yield "mask_keys", tensors(45, batch=2, keys=5) | {"mask": allowed(45, 5)}
    yield "mask_keys_added", tensors(46, batch=2, keys=5) | {"mask": bias(46, 5)}
    yield "mask_narrow", tensors(47, batch=2, keys=6) | {"mask": allowed(47, 4, 4)}
    yield "mask_narrow_added", tensors(48, batch=2, keys=6) | {"mask": bias(48, 2, 1, 1, 3), "softcap": 1.5}
    yield "mask_narrow_long", tensors(49, heads=1, queries=3, keys=150) | {"mask": bias(49, 100)}
    yield "no_new_keys", tensors(50, batch=2, queries=3, keys=0, past=5)
    yield "no_new_keys_causal", tensors(51, heads=4, kv_heads=2, queries=2, keys=0, past=4) | {"isCausal": True}
    shown = {"isCausal": True, "softcap": 1.5, "mask": bias(52, 3, 5)}
    for step in ("scores", "scaled", "capped", "masked", "weights"):
        yield f"shows_{step}", tensors(52, batch=2, queries=3, keys=5) | shown | {"weightsAre": step}
    yield "shows_masked_window", tensors(53, heads=1, queries=5, keys=140, width=2) | {"window": 3, "weightsAre": "masked"}
    yield "everything_of_24", packed(tensors(54, batch=2, heads=4, kv_heads=2, queries=5, keys=9, value_width=3)) | {
        "isCausal": True,
        "window": 4,
        "rightWindow": 1,
        "keyLengths": [9, 7],
        "mask": bias(54, 2, 1, 5, 8),
        "softcap": 2.0,
        "scale": 0.75,
        "weightsAre": "masked",
    }
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
