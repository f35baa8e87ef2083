"""Toy numbers, from the description in cpp/softlook/numbers/toy.h, in Python's unbounded integers.

And float32 arithmetic in the order in which the core adds, for traces that agree to the last bit.
"""

import math
import struct

import numpy as np

U64 = (1 << 64) - 1


def splitmix(z):
    z = (z + 0x9E3779B97F4A7C15) & U64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & U64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & U64
    return z ^ (z >> 31)


def toy_matrix(seed, text, rows, columns, gain, divisor):
    stream = 0xCBF29CE484222325
    for byte in text.encode():
        stream = ((stream ^ byte) * 0x100000001B3) & U64
    stream = splitmix(stream ^ splitmix(seed))
    unit = gain * math.sqrt(3.0 / (4294967295.0 * divisor))

    def cell(row, column):
        bits = splitmix((stream + (row << 32) + column) & U64)
        total = sum(bits >> shift & 0xFFFF for shift in (0, 16, 32, 48))
        return np.float32((total - 131070) * unit)

    return np.array([[cell(row, column) for column in range(columns)] for row in range(rows)], dtype=np.float32)


def toy_embedding(seed, token, width):
    return toy_matrix(seed, "token:" + token, 1, width, 1.0, 1)


def toy_weights(seed, name, rows, columns):
    gain = 1.25 if name in ("query", "key") else 1.0
    return toy_matrix(seed, "weights:" + name, rows, columns, gain, rows)


def bits(matrix):
    """The float32 numbers as the eight hexadecimal digits of their bits."""
    return [struct.pack(">f", value).hex() for value in np.asarray(matrix, dtype=np.float32).ravel()]


def float32_product(left, right):
    """Sums in ascending order of the summed index, rounding after each multiplication and addition."""
    result = np.zeros((left.shape[0], right.shape[1]), dtype=np.float32)
    for k in range(left.shape[1]):
        result = result + left[:, k : k + 1] * right[k : k + 1, :]
    return result


def float32_softmax(row):
    exponentials = [np.float32(math.exp(float(np.float32(score - row.max())))) for score in row]
    total = sum(float(e) for e in exponentials)
    return [np.float32(float(e) / total) for e in exponentials]
