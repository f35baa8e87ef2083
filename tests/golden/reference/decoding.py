"""Decoding with a key/value cache in plain NumPy: the cache is filled token by token, the new ones look back on it."""

import numpy as np
from walk import Walk, walk


class Decoding(Walk):
    def run(self):
        super().run()
        whole = walk({name: value for name, value in self.request.items() if name != "cachedTokens"})
        output, full = self.stages[-1][2], whole[-1][2][self.first :]
        assert np.allclose(output, full, rtol=0, atol=1e-12), "decoding comes to something else"
        self.put("fullOutput", full)
        self.put("decodeDifference", np.zeros(full.shape))  # as in exact arithmetic
        return self.stages

    def embed(self):
        x, _ = super().embed()
        return self.put("newEmbeddings", x[self.first :]), x

    def project(self, new, x):
        """Weights and biases come first, as without a cache; then the queries, and each token's key and value."""
        parts = {}
        for part, suffix in (("Weights", ""), ("Bias", "Bias")):
            for name, count in (("query", self.heads), ("key", self.kv_heads), ("value", self.kv_heads)):
                given = self.given(name + suffix)
                if given is not None:
                    parts[name + part] = self.put_heads(name + part, np.split(given, count, axis=1))

        def row_of(name, head, row):
            if name + "Weights" not in parts:
                return row
            return row @ parts[name + "Weights"][head] + parts.get(name + "Bias", [[0.0]] * self.heads)[head][0]

        def of(name, id, rows):
            heads = self.heads if name == "query" else self.kv_heads
            return self.put_heads(id, [np.array([row_of(name, head, row) for row in rows]) for head in range(heads)])

        queries = of("query", "queries", new)
        cache = []
        if self.first > 0:
            cache = [of("key", "cachedKeys", x[: self.first]), of("value", "cachedValues", x[: self.first])]
        added = [of("key", "newKeys", new), of("value", "newValues", new)]
        sides = zip(cache, added) if cache else ([side] for side in added)
        keys, values = ([np.concatenate(rows) for rows in zip(*side)] for side in sides)
        return queries, self.put_heads("keys", keys), self.put_heads("values", values)


def decode(request):
    return Decoding(request).run()
