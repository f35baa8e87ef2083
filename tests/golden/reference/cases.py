"""The cases: what is asked, answered by PyTorch and by NumPy, which must agree.

A case is a dictionary with name, source, request (matrices as arrays) and stages [(id, head, values)].
"""

import math

import numpy as np
import torch
from decoding import decode
from modules import SelfAttention, additive_mask, attention_with_the_weights_of
from torch import nn
from walk import walk

WORDS = "the cat sat on a mat because it was tired".split()


def request_of(attention, x, context, mask):
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
    if mask:
        request["mask"] = mask
    request |= attention.options
    for name in ("query", "key", "value", "output"):
        layer = getattr(attention, name)
        if layer is None:
            continue
        request["weights"][name] = layer.weight.detach().numpy().T  # nn.Linear holds Wᵀ
        if layer.bias is not None:
            request["weights"][name + "Bias"] = layer.bias.detach().numpy()[None, :]
    request["weights"] |= attention.mixing
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


def walk_of(request):
    return decode(request) if "cachedTokens" in request else walk(request)


def torch_case(name, attention, x, context, mask, source):
    """Runs the module, holds the NumPy walk to it, and returns the fixture with PyTorch's numbers."""
    attention(x, context, additive_mask(mask, len(x), len(context)) if mask else None)
    request = request_of(attention, x, context, mask)
    seen = {id: values.detach().numpy() for id, values in attention.seen.items()}
    seen["fullOutput"] = seen["output"]
    stages = []
    for id, head, values in walk_of(request):
        if id in seen:
            torchs = seen[id] if head < 0 else seen[id][head]
            torchs = torchs[-len(values) :]  # of the new tokens, where there is a cache
            close(values, torchs, f"{name}: {id} {head} of NumPy and PyTorch")
            values = torchs
        stages.append((id, head, values))
    return {"name": name, "source": source, "request": request, "stages": stages}


def multihead_case(name, heads, mask, keys, bias, seed):
    """nn.MultiheadAttention; its own output and attention weights must be the stages'."""
    generator = torch.Generator().manual_seed(seed)
    embed_dim = 16 if heads == 8 else 8
    module = nn.MultiheadAttention(embed_dim, heads, bias=bias, batch_first=True).double()
    initialise(module, generator)
    x = float32_numbers((5, embed_dim), generator)
    context = float32_numbers((keys, embed_dim), generator) if keys else x
    attention = attention_with_the_weights_of(module)
    case = torch_case(name, attention, x, context, mask, f"torch.nn.MultiheadAttention {torch.__version__}")
    batch = context[None]
    output, weights = module(x[None], batch, batch, **masks_for(mask, 5, len(context)))
    close(output[0].detach(), attention.seen["output"].detach(), f"{name}: output of the module")
    close(weights[0].detach(), attention.seen["weights"].detach(), f"{name}: weights of the module")
    return case


def masks_for(mask, queries, keys):
    """The arguments by which an nn.MultiheadAttention gets the mask: padding apart, −∞ and bias added."""
    arguments = {"average_attn_weights": False}
    padding = mask.get("padding")
    if padding is not None:
        arguments["key_padding_mask"] = ~torch.tensor(padding)[None]
    rest = {name: value for name, value in mask.items() if name != "padding"}
    if rest:
        arguments["attn_mask"] = additive_mask(rest, queries, keys)
    return arguments


def mixing(rank, keys, seed):
    random = np.random.default_rng(seed)
    return {name: random.standard_normal((rank, keys)).astype(np.float32) for name in ("keyMixing", "valueMixing")}


def handwritten_case(name, heads, kv_heads, mask, keys, project, seed, head_dim=3, embed_dim=6, **options):
    """The hand-written module, with widths and options that nn.MultiheadAttention does not have."""
    generator = torch.Generator().manual_seed(seed)
    attention = SelfAttention(embed_dim, heads, kv_heads, head_dim, 2, bias=project, project=project, **options)
    attention.double()
    initialise(attention, generator)
    if options.get("method") == "lowRank":
        attention.mixing = mixing(options["rank"], keys or 4, seed)
    x = float32_numbers((4, embed_dim), generator)
    context = float32_numbers((keys, embed_dim), generator) if keys else x
    source = f"a hand-written module, PyTorch {torch.__version__}"
    return torch_case(name, attention, x, context, mask, source)


def plain_case(name, mask, keys, seed, **options):
    """No parameters: softmax(X Xᵀ / √d) X, from the NumPy walk alone."""
    random = np.random.default_rng(seed)
    width = options.pop("embedDim", 5)
    request = {
        "tokens": WORDS[:6],
        "projections": False,
        "embedDim": width,
        "embeddings": random.standard_normal((6, width)).astype(np.float32),
    }
    request |= options
    if keys:
        request["context"] = WORDS[:keys]
        request["contextEmbeddings"] = random.standard_normal((keys, width)).astype(np.float32)
    if mask:
        request["mask"] = mask
    if options.get("method") == "lowRank":
        request["weights"] = mixing(options["rank"], keys or 6, seed)
    return {"name": name, "source": "NumPy walk", "request": request, "stages": walk_of(request)}


def name_of(kind, causal, keys):
    return f"{kind}_{'causal' if causal else 'full'}_{f'cross_{keys}' if keys else 'self'}"


def basic_cases():
    """The five kinds: plain, projected, causal, with several heads, across two sequences."""
    seed = 0
    for heads in (1, 2, 8):
        for causal in (False, True):
            for keys in (None, 3, 7):
                seed += 1
                mask = {"causal": True} if causal else {}
                name = name_of(f"multihead_{heads}", causal, keys)
                yield multihead_case(name, heads, mask, keys, keys != 3, seed)
    for heads, kv_heads in ((1, 1), (2, 2), (8, 8), (4, 2), (2, 1)):
        for causal in (False, True):
            for keys in (None, 6):
                seed += 1
                mask = {"causal": True} if causal else {}
                shape = heads if heads == kv_heads else f"{heads}_over_{kv_heads}"
                name = name_of(f"selfattention_{shape}", causal, keys)
                yield handwritten_case(name, heads, kv_heads, mask, keys, heads != 1 and causal, seed)
    for causal in (False, True):
        for keys in (None, 4):
            for scale in ("sqrt", "none"):
                seed += 1
                name = f"{name_of('plain', causal, keys)}_{scale}"
                yield plain_case(name, {"causal": True} if causal else {}, keys, seed, scale=scale)


def some_bias(rows, columns, seed):
    return np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32)


def mask_cases():
    """Each kind of mask by nn.MultiheadAttention; what leaves a query nothing to see, which it cannot, by hand."""
    allowed = [True, False, True, True, True] * 2 + [False, True, True, False, True] * 3
    masks = {
        "window_1_causal": {"causal": True, "window": 1},
        "window_2": {"window": 2},
        "prefix_2_causal": {"causal": True, "prefix": 2},
        "prefix_1_window_0": {"causal": True, "window": 0, "prefix": 1},
        "padding": {"padding": [True, True, False, True, False]},
        "allowed": {"allowed": allowed},
        "bias": {"bias": some_bias(5, 5, 1)},
        "all": {
            "causal": True,
            "window": 3,
            "prefix": 1,
            "padding": [True, False, True, True, True],
            "allowed": [True] * 15 + allowed[15:],
            "bias": some_bias(5, 5, 2),
        },
    }
    for seed, (name, mask) in enumerate(masks.items(), 200):
        yield multihead_case(f"mask_{name}", 2, mask, None, True, seed)
    yield multihead_case("mask_window_cross", 2, {"window": 1}, 7, True, 220)
    hidden = {"causal": True, "padding": [False, True, True, False]}
    yield handwritten_case("mask_nothing_allowed", 2, 2, hidden, None, True, 221)


def position_cases():
    for seed, (heads, keys, width) in enumerate(((1, None, 6), (2, 6, 6), (2, None, 5)), 230):
        name = f"sinusoidal_{heads}_{f'cross_{keys}' if keys else 'self'}_{width}"
        positions = {"positions": "sinusoidal"}
        yield handwritten_case(name, heads, heads, {}, keys, heads > 1, seed, embed_dim=width, **positions)
    for seed, (heads, kv_heads, keys) in enumerate(((1, 1, None), (2, 2, 6), (4, 2, None)), 240):
        name = f"rope_{heads}_over_{kv_heads}_{f'cross_{keys}' if keys else 'self'}"
        yield handwritten_case(name, heads, kv_heads, {}, keys, False, seed, head_dim=4, positions="rope")
    shapes = ((1, None, False), (2, 6, False), (4, None, True), (6, None, True))
    for seed, (heads, keys, causal) in enumerate(shapes, 250):
        name = f"alibi_{heads}_{f'cross_{keys}' if keys else 'self'}_{'causal' if causal else 'full'}"
        mask = {"causal": True} if causal else {}
        yield handwritten_case(name, heads, heads, mask, keys, False, seed, positions="alibi")
    for seed, positions in enumerate(("sinusoidal", "rope", "alibi"), 260):
        yield plain_case(f"plain_{positions}", {}, None, seed, embedDim=6, positions=positions)


def score_cases():
    yield handwritten_case("softcap", 2, 2, {"causal": True}, None, False, 270, softcap=0.75)
    yield handwritten_case("temperature_low", 2, 2, {"causal": True}, None, False, 271, temperature=0.25)
    yield handwritten_case("temperature_high", 1, 1, {}, 6, False, 272, temperature=4)
    yield handwritten_case("scale_number", 2, 1, {}, None, False, 273, scale=0.375)
    options = {"positions": "alibi", "softcap": 1.5, "temperature": 0.5, "scale": 0.75}
    mask = {"causal": True, "window": 2, "padding": [False, True, True, True], "bias": some_bias(4, 4, 3)}
    yield handwritten_case("everything", 4, 2, mask, None, True, 274, **options)


def linear_cases():
    shapes = (
        ("one", 1, 1, None, False, False, {}),
        ("causal_one", 1, 1, None, True, False, {}),
        ("grouped", 4, 2, None, False, True, {}),
        ("causal_grouped", 4, 2, None, True, True, {}),
        ("cross", 2, 2, 6, False, False, {}),
        ("causal_cross_long", 2, 1, 6, True, False, {}),
        ("causal_cross_short", 2, 2, 3, True, True, {}),
        ("rope", 2, 1, None, True, False, {"positions": "rope", "head_dim": 4}),
        ("exact_only", 2, 2, None, True, False, {"positions": "alibi", "softcap": 1.5, "temperature": 0.5, "scale": 2}),
    )
    for seed, (name, heads, kv_heads, keys, causal, project, options) in enumerate(shapes, 300):
        mask = {"causal": True} if causal else {}
        options = {"method": "linear"} | options
        yield handwritten_case(f"linear_{name}", heads, kv_heads, mask, keys, project, seed, **options)
    for seed, causal in enumerate((False, True), 315):
        mask = {"causal": True} if causal else {}
        yield plain_case(f"linear_{'causal_' if causal else ''}plain", mask, None, seed, method="linear")


def low_rank_cases():
    shapes = (
        ("one", 1, 1, None, False, {"rank": 2}),
        ("grouped", 4, 2, None, True, {"rank": 3}),
        ("cross", 2, 1, 7, False, {"rank": 1}),
        ("scale", 2, 2, None, False, {"rank": 4, "scale": 0.375}),
        ("rope", 2, 2, 5, False, {"rank": 2, "positions": "rope", "head_dim": 4}),
        ("sinusoidal", 1, 1, None, True, {"rank": 2, "positions": "sinusoidal"}),
    )
    for seed, (name, heads, kv_heads, keys, project, options) in enumerate(shapes, 320):
        options = {"method": "lowRank"} | options
        yield handwritten_case(f"low_rank_{name}", heads, kv_heads, {}, keys, project, seed, **options)
    yield plain_case("low_rank_plain", {}, 4, 330, method="lowRank", rank=2)


def local_global_cases():
    everything = {"positions": "alibi", "softcap": 1.5, "temperature": 0.5, "scale": 0.75}
    hidden = {"window": 2, "padding": [False, True, True, True], "bias": some_bias(4, 4, 4)}
    shapes = (
        ("one", 1, 1, {}, None, False, (1, 1), {}),
        ("reach_0", 2, 2, {}, None, False, (0, 0), {}),
        ("causal_grouped", 4, 2, {"causal": True}, None, True, (1, 1), {}),
        ("cross", 2, 1, {}, 7, False, (1, 2), {}),
        ("rope", 2, 2, {"causal": True}, None, False, (2, 0), {"positions": "rope", "head_dim": 4}),
        ("everything", 2, 1, hidden, None, True, (0, 1), everything),
        ("nothing_allowed", 2, 2, {"padding": [False, True, True, True]}, None, False, (0, 0), {}),
    )
    for seed, (name, heads, kv_heads, mask, keys, project, (reach, most), options) in enumerate(shapes, 340):
        options = {"method": "localGlobal", "reach": reach, "globalTokens": most} | options
        yield handwritten_case(f"local_global_{name}", heads, kv_heads, mask, keys, project, seed, **options)
    options = {"method": "localGlobal", "reach": 1, "globalTokens": 1}
    yield plain_case("local_global_plain", {"causal": True}, None, 350, **options)


def decoding_cases():
    """The last tokens with the keys and values of the first: PyTorch computes all at once."""
    everything = {"positions": "alibi", "softcap": 1.5, "temperature": 0.5, "scale": 0.75}
    hidden = {"window": 2, "padding": [False, True, True, True], "bias": some_bias(4, 4, 5)}
    shapes = (
        ("one", 1, 1, {}, 3, False, {}),
        ("none_cached", 2, 2, {}, 0, True, {}),
        ("multihead", 2, 2, {}, 2, True, {}),
        ("grouped", 4, 2, {}, 1, True, {}),
        ("sinusoidal", 2, 2, {}, 2, True, {"positions": "sinusoidal"}),
        ("rope", 2, 1, {}, 2, False, {"positions": "rope", "head_dim": 4}),
        ("rope_last", 4, 2, {}, 3, True, {"positions": "rope", "head_dim": 4}),
        ("alibi", 4, 4, {}, 3, False, {"positions": "alibi"}),
        ("window", 2, 2, {"window": 1}, 2, False, {}),
        ("prefix", 2, 1, {"prefix": 3}, 1, False, {}),
        ("everything", 4, 2, hidden, 2, True, everything),
    )
    for seed, (name, heads, kv_heads, mask, cached, project, options) in enumerate(shapes, 360):
        mask = {"causal": True} | mask
        options = {"cachedTokens": cached} | options
        yield handwritten_case(f"decoding_{name}", heads, kv_heads, mask, None, project, seed, **options)
    for seed, positions in enumerate(("none", "sinusoidal", "rope"), 375):
        options = {"cachedTokens": 4, "embedDim": 6, "positions": positions}
        yield plain_case(f"decoding_plain_{positions}", {"causal": True}, None, seed, **options)


def method_cases():
    """The approximations of softmax attention."""
    yield from linear_cases()
    yield from low_rank_cases()
    yield from local_global_cases()


def option_cases():
    """What a trace can be asked for beyond the five kinds."""
    yield from mask_cases()
    yield from position_cases()
    yield from score_cases()
