"""saturation() as its header describes it, by NumPy in float64."""

import numpy as np
from toy import toy_weights

GROUPS, QUERIES, MOST = 16, 16, 512


def softness(groups):
    """Of the scores of each group, one array (queries, keys) each."""
    entropies, gradients = [], []
    for row in np.concatenate(groups):
        weights = np.exp(row - row.max())
        weights /= weights.sum()
        seen = weights[weights > 0]
        entropies.append(-(seen * np.log2(seen)).sum())
        gradients.append(np.linalg.norm(np.diag(weights) - np.outer(weights, weights)))
    return {
        "spread": float(np.concatenate(groups).std()),
        "entropy": float(np.mean(entropies)),
        "gradient": float(np.mean(gradients)),
    }


def points(widths, keys, seed):
    def drawn(name, rows):
        numbers = toy_weights(seed, f"saturation {name}", 1, GROUPS * rows * MOST)
        return numbers.astype(np.float64).reshape(GROUPS, rows, MOST)

    groups = list(zip(drawn("queries", QUERIES), drawn("keys", keys)))
    answer = []
    for width in widths:
        scores = [q[:, :width] @ k[:, :width].T for q, k in groups]
        scaled = softness([s / np.sqrt(width) for s in scores])
        answer.append({"width": width, "unscaled": softness(scores), "scaled": scaled})
    return answer


def saturation_cases():
    requests = [
        {"widths": [1, 4, 16, 64], "keys": 16, "seed": 7},
        {"widths": [40, 3], "keys": 2, "seed": 4294967295},
        {"widths": [9], "keys": 33, "seed": 0},
    ]
    return [{"request": request, "points": points(**request)} for request in requests]
