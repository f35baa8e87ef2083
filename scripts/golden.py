#!/usr/bin/python3
"""Writes tests/golden/: what PyTorch and NumPy say attention is, stage by stage.

Needs Debian's python3-torch. Run it when a case is added; the fixtures are committed and the tests only read
them. tests/golden/README.md describes the format.

Each case is computed twice, by independent code: with PyTorch (modules.py) and by
a walk in plain NumPy (walk.py). Both run in float64 on float32 numbers, so that what is compared with the core
is its own rounding and nothing else. The two must agree to 1e-12 before anything is written.
"""

import json
import math
import pathlib
import sys

import numpy as np
import torch
from torch import nn

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "tests" / "golden"
sys.path.insert(0, str(GOLDEN / "reference"))
sys.dont_write_bytecode = True

from modules import SelfAttention, attention_with_the_weights_of  # noqa: E402
from toy import bits, float32_product, float32_softmax, toy_embedding, toy_weights  # noqa: E402
from walk import causal_mask, walk  # noqa: E402

WORDS = "the cat sat on a mat because it was tired".split()


def request_of(attention, x, context, causal):
    """The request that asks the core for what the module computes."""
    request = {
        "tokens": WORDS[: len(x)],
        "embedDim": x.shape[1],
        "numHeads": attention.heads,
        "numKvHeads": attention.kv_heads,
        "headDim": attention.head_dim,
        "valueDim": attention.value.out_features // attention.kv_heads,
        "outputProjection": attention.output is not None,
        "embeddings": x.numpy(),
        "weights": {},
    }
    if context is not x:
        request["context"] = WORDS[-len(context) :]
        request["contextEmbeddings"] = context.numpy()
    if causal:
        request["mask"] = {"causal": True}
    for name in ("query", "key", "value", "output"):
        layer = getattr(attention, name)
        if layer is None:
            continue
        request["weights"][name] = layer.weight.detach().numpy().T  # nn.Linear holds Wᵀ
        if layer.bias is not None:
            request["weights"][name + "Bias"] = layer.bias.detach().numpy()[None, :]
    return request


def float32_numbers(shape, generator):
    """Normal numbers that float32 holds exactly, as float64."""
    return torch.randn(shape, generator=generator).double()


def initialise(module, generator):
    """Larger weights than PyTorch's, for uneven attention, and biases that are not 0; exact in float32."""
    with torch.no_grad():
        for parameter in module.parameters():
            spread = 1.3 / math.sqrt(parameter.shape[-1]) if parameter.dim() == 2 else 0.3
            parameter.copy_((float32_numbers(parameter.shape, generator) * spread).float())


def close(left, right, what):
    left, right = np.asarray(left), np.asarray(right)
    assert left.shape == right.shape, f"{what}: {left.shape} and {right.shape}"
    assert np.allclose(left, right, rtol=1e-12, atol=1e-12), f"{what} differ"


def torch_case(name, attention, x, context, causal, source):
    """Runs the module, holds the NumPy walk to it, and returns the fixture with PyTorch's numbers."""
    mask = torch.from_numpy(np.isinf(causal_mask(len(x), len(context)))) if causal else None
    attention(x, context, mask)
    request = request_of(attention, x, context, causal)
    seen = {id: values.detach().numpy() for id, values in attention.seen.items()}
    stages = []
    for id, head, values in walk(request):
        if id in seen:
            torchs = seen[id] if head < 0 else seen[id][head]
            close(values, torchs, f"{name}: {id} {head} of NumPy and PyTorch")
            values = torchs
        stages.append((id, head, values))
    return {"name": name, "source": source, "request": request, "stages": stages}


def multihead_case(heads, causal, keys, bias, seed):
    """nn.MultiheadAttention; its own output and attention weights must be the stages'."""
    generator = torch.Generator().manual_seed(seed)
    embed_dim = 16 if heads == 8 else 8
    module = nn.MultiheadAttention(embed_dim, heads, bias=bias, batch_first=True).double()
    initialise(module, generator)
    x = float32_numbers((5, embed_dim), generator)
    context = float32_numbers((keys, embed_dim), generator) if keys else x
    name = f"multihead_{heads}_{'causal' if causal else 'full'}_{f'cross_{keys}' if keys else 'self'}"
    attention = attention_with_the_weights_of(module)
    case = torch_case(name, attention, x, context, causal, f"torch.nn.MultiheadAttention {torch.__version__}")
    mask = torch.from_numpy(np.isinf(causal_mask(5, len(context)))) if causal else None
    batch = context[None]
    output, weights = module(x[None], batch, batch, attn_mask=mask, average_attn_weights=False)
    close(output[0].detach(), attention.seen["output"].detach(), f"{name}: output of the module")
    close(weights[0].detach(), attention.seen["weights"].detach(), f"{name}: weights of the module")
    return case


def handwritten_case(heads, kv_heads, causal, keys, project, seed):
    """The hand-written module, with widths that nn.MultiheadAttention cannot have."""
    generator = torch.Generator().manual_seed(seed)
    attention = SelfAttention(6, heads, kv_heads, 3, 2, bias=project, project=project).double()
    initialise(attention, generator)
    x = float32_numbers((4, 6), generator)
    context = float32_numbers((keys, 6), generator) if keys else x
    shape = f"{heads}" if heads == kv_heads else f"{heads}_over_{kv_heads}"
    name = f"selfattention_{shape}_{'causal' if causal else 'full'}_{f'cross_{keys}' if keys else 'self'}"
    source = f"a hand-written module, PyTorch {torch.__version__}"
    return torch_case(name, attention, x, context, causal, source)


def plain_case(causal, keys, scale, seed):
    """No parameters: softmax(X Xᵀ / √d) X, from the NumPy walk alone."""
    random = np.random.default_rng(seed)
    request = {
        "tokens": WORDS[:6],
        "projections": False,
        "embedDim": 5,
        "embeddings": random.standard_normal((6, 5)).astype(np.float32),
        "scale": scale,
    }
    if keys:
        request["context"] = WORDS[:keys]
        request["contextEmbeddings"] = random.standard_normal((keys, 5)).astype(np.float32)
    if causal:
        request["mask"] = {"causal": True}
    name = f"plain_{'causal' if causal else 'full'}_{f'cross_{keys}' if keys else 'self'}_{scale}"
    return {"name": name, "source": "NumPy walk", "request": request, "stages": walk(request)}


def toy_fixture():
    words = ["How", "how", "the", "?", "query", "naïve", "日本", "🙂", "e\u0301"]
    embeddings = [
        {"seed": seed, "token": token, "embedDim": width, "bits": bits(toy_embedding(seed, token, width))}
        for seed in (0, 7, 4294967295)
        for token in words
        for width in (1, 8)
    ]
    weights = [
        {"seed": seed, "name": name, "rows": rows, "cols": cols}
        | {"bits": bits(toy_weights(seed, name, rows, cols))}
        for seed in (0, 7, 4294967295)
        for name in ("query", "key", "value", "output")
        for rows, cols in ((1, 1), (3, 5), (8, 8))
    ]
    return {"embeddings": embeddings, "weights": weights}


def bits_fixture():
    """Two causal heads over a toy sentence, seed 7: stages as bits."""
    tokens, width, heads = ["How", "are", "you", "doing", "?"], 8, 2
    size = width // heads
    x = np.concatenate([toy_embedding(7, token, width) for token in tokens])
    stages = [("embeddings", -1, x)]
    attended = []
    for head in range(heads):
        part = slice(head * size, (head + 1) * size)
        whole = [toy_weights(7, name, width, width) for name in ("query", "key", "value")]
        q, k, v = (float32_product(x, weights[:, part]) for weights in whole)
        scores = float32_product(q, k.T)
        scaled = scores * np.float32(1 / math.sqrt(size))
        masked = scaled + causal_mask(5, 5).astype(np.float32)
        weights = np.array([float32_softmax(row) for row in masked])
        attended.append(float32_product(weights, v))
        for id, values in (
            ("queries", q),
            ("keys", k),
            ("values", v),
            ("scores", scores),
            ("scaledScores", scaled),
            ("maskedScores", masked),
            ("weights", weights),
            ("headOutput", attended[-1]),
        ):
            stages.append((id, head, values))
    joined = np.concatenate(attended, axis=1)
    stages.append(("output", -1, float32_product(joined, toy_weights(7, "output", width, width))))
    return {
        "request": {"tokens": tokens, "embedDim": width, "numHeads": heads, "mask": {"causal": True}, "seed": 7},
        "stages": [{"id": id, "head": head, "bits": bits(values)} for id, head, values in stages],
    }


def number(value):
    """The shortest decimal that is this float32, also when it is read as a float64 and rounded."""
    value = np.float32(value)
    if np.isneginf(value):
        return "-Infinity"
    text = str(value)
    assert np.float32(float(text)) == value
    return int(value) if value == int(value) and abs(value) < 1e6 else float(text)


def matrix(values):
    values = np.asarray(values)
    return {"rows": values.shape[0], "cols": values.shape[1], "data": [number(v) for v in values.ravel()]}


def case_json(case):
    request = dict(case["request"])
    for name in ("embeddings", "contextEmbeddings"):
        if name in request:
            request[name] = matrix(request[name])
    if "weights" in request:
        request["weights"] = {name: matrix(values) for name, values in request["weights"].items()}
    stages = [{"id": id, "head": head, **matrix(values)} for id, head, values in case["stages"]]
    return {"name": case["name"], "source": case["source"], "request": request, "stages": stages}


def write(name, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def cases():
    seed = 0
    for heads in (1, 2, 8):
        for causal in (False, True):
            for keys in (None, 3, 7):
                seed += 1
                yield multihead_case(heads, causal, keys, bias=keys != 3, seed=seed)
    for heads, kv_heads in ((1, 1), (2, 2), (8, 8), (4, 2), (2, 1)):
        for causal in (False, True):
            for keys in (None, 6):
                seed += 1
                yield handwritten_case(heads, kv_heads, causal, keys, project=heads != 1 and causal, seed=seed)
    for causal in (False, True):
        for keys in (None, 4):
            for scale in ("sqrt", "none"):
                seed += 1
                yield plain_case(causal, keys, scale, seed)


def main():
    for old in GOLDEN.glob("*.json"):
        old.unlink()
    names = []
    for case in cases():
        write(case["name"], case_json(case))
        names.append(case["name"])
    write("cases", names)
    write("toy", toy_fixture())
    write("bits", bits_fixture())
    total = sum(path.stat().st_size for path in GOLDEN.glob("*.json"))
    print(f"{len(names)} cases, {total / 1e6:.2f} MB in {GOLDEN}")


if __name__ == "__main__":
    main()
