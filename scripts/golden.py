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

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "tests" / "golden"
sys.path.insert(0, str(GOLDEN / "reference"))
sys.dont_write_bytecode = True

from backward import gradient_cases  # noqa: E402
from cases import basic_cases, decoding_cases, method_cases, option_cases  # noqa: E402
from saturation import saturation_cases  # noqa: E402
from toy import bits, float32_product, float32_softmax, toy_embedding, toy_weights  # noqa: E402
from walk import mask_matrix  # noqa: E402


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
        masked = scaled + mask_matrix({"causal": True}, 5, 5).astype(np.float32)
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
    if "bias" in request.get("mask", {}):
        request["mask"] = request["mask"] | {"bias": matrix(request["mask"]["bias"])}
    if "upstream" in request.get("gradient", {}):
        request["gradient"] = {"upstream": matrix(request["gradient"]["upstream"])}
    if "weights" in request:
        request["weights"] = {name: matrix(values) for name, values in request["weights"].items()}
    stages = [{"id": id, "head": head, **matrix(values)} for id, head, values in case["stages"]]
    return {"name": case["name"], "source": case["source"], "request": request, "stages": stages}


def entropies(case):
    """Of each row of weights in bits, by NumPy and by PyTorch."""
    for id, head, weights in case["stages"]:
        if id != "weights":
            continue
        weights = np.asarray(weights)
        logarithms = np.log2(weights, out=np.zeros_like(weights), where=weights > 0)
        bits = -(weights * logarithms).sum(axis=1)
        natural = torch.special.entr(torch.from_numpy(weights)).sum(dim=1).numpy()
        assert np.allclose(natural / math.log(2), bits, rtol=0, atol=1e-12)
        yield {"case": case["name"], "head": head, "data": [number(value) for value in bits]}


def write(name, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main():
    for old in GOLDEN.glob("*.json"):
        old.unlink()
    rows = []
    groups = {
        "cases": basic_cases(),
        "options": option_cases(),
        "gradients": gradient_cases(),
        "methods": method_cases(),
        "decoding": decoding_cases(),
    }
    for group, cases in groups.items():
        names = []
        for case in cases:
            write(case["name"], case_json(case))
            names.append(case["name"])
            if group in ("cases", "options"):
                rows.extend(entropies(case))
        write(group, names)
        print(f"{len(names)} {group}")
    write("entropies", rows)
    write("saturation", saturation_cases())
    write("toy", toy_fixture())
    write("bits", bits_fixture())
    total = sum(path.stat().st_size for path in GOLDEN.glob("*.json"))
    print(f"{total / 1e6:.2f} MB in {GOLDEN}")


if __name__ == "__main__":
    main()
