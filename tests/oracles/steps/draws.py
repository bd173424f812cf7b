"""What both sides draw alike: weights, pictures and labels of the compared step, all from mulberry32 (METHODS 5)."""
import json
import os
from pathlib import Path

import numpy as np

GOLDEN = Path(os.environ.get("LOCO_GOLDEN_DIR") or Path(os.environ.get("LOCO_SHARED_DIR", "../shared")) / "golden")


def mulberry32(seed, count):
    """The first `count` values of the stream, in [0,1)."""
    with np.errstate(over="ignore"):
        step = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x6D2B79F5) + np.uint64(seed)
        state = step.astype(np.uint32)
        t = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
        t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
        return (t ^ (t >> np.uint32(14))) / 4294967296


def uniform(seed, shape, low=-1.0, high=1.0):
    """U of METHODS 5: row-major."""
    return (low + (high - low) * mulberry32(seed, int(np.prod(shape)))).astype(np.float32).reshape(shape)


def golden():
    """The public code's net: names and shapes of its tensors, the seed of its recipe, losses of five steps."""
    return json.loads((GOLDEN / "deeplabv3plus_resnet50.json").read_text())


def tensor(name, shape, seed):
    """One tensor of the recipe of `deeplabv3plus_resnet50.json`."""
    r = 2 * mulberry32(seed, int(np.prod(shape))) - 1
    if name.endswith("running_mean"):
        values = 0.1 * r
    elif name.endswith("running_var"):
        values = 1 + 0.5 * r
    elif len(shape) == 4:
        values = r * np.sqrt(6 / (shape[1] * shape[2] * shape[3]))
    elif name.endswith("bn3.weight"):
        values = 0.2 + 0.02 * r
    else:
        values = 1 + 0.1 * r if name.endswith("weight") else 0.1 * r
    return values.astype(np.float32).reshape(shape)


#: Channels of the small backbone: four 3×3 convolutions of stride 2 with norm and ReLU; shallow is the second, deep the last.
WIDTHS = (16, 32, 64, 64)


def small_layout():
    """Names and shapes: the golden net's head on the small backbone."""
    tensors, inputs = [], 3
    for k, width in enumerate(WIDTHS):
        tensors.append((f"backbone.conv{k}.weight", [width, inputs, 3, 3]))
        tensors += [(f"backbone.bn{k}.{v}", [width]) for v in ("weight", "bias", "running_mean", "running_var")]
        inputs = width
    replaced = {"reduce.0.weight": WIDTHS[1], **{f"head.b{k}.0.weight": WIDTHS[3] for k in range(4)}, "head.b4.gap.1.weight": WIDTHS[3]}
    for name, shape in golden()["tensors"]:
        if not name.startswith("backbone."):
            tensors.append((name, [shape[0], replaced[name], *shape[2:]] if name in replaced else shape))
    return tensors


def weights(seed, tensors, added=()):
    """
    Values by name: sorted, the k-th drawn at seed + k. What a method adds: parameters in order from seed + 2000 on, running
    statistics from seed + 3000.
    """
    values = {name: tensor(name, shape, seed + k) for k, (name, shape) in enumerate(sorted(tensors))}
    for first, wanted in ((2000, False), (3000, True)):
        ours = [(name, shape) for name, shape in added if ("running_" in name) == wanted]
        values.update({name: tensor(name, shape, seed + first + k) for k, (name, shape) in enumerate(ours)})
    return values


def other(values):
    """A net near the given one, for the teacher: nine parts of each tensor, one of the same tensor backwards."""
    return {name: (0.9 * v + 0.1 * v.reshape(-1)[::-1].reshape(v.shape)).astype(np.float32) for name, v in values.items()}


CELL = 12


def picture(seed, images, size):
    """Bytes `[B,S,S,3]`: ⌊64·(3c + f)⌋, c of a square of 12 px and a colour, f of a pixel and a colour, from seed + 500."""
    side = -(-size // CELL)
    coarse = mulberry32(seed, images * side * side * 3).reshape(images, side, side, 3)
    coarse = coarse.repeat(CELL, 1).repeat(CELL, 2)[:, :size, :size]
    fine = mulberry32(seed + 500, images * size * size * 3).reshape(images, size, size, 3)
    return np.floor(64 * (3 * coarse + fine)).astype(np.uint8)


def label(seed, images, size, cell, classes):
    """Squares of `cell` px with a class each, `[B,S,S]`; the first two rows of the first image are not labelled."""
    side = -(-size // cell)
    coarse = np.floor(classes * mulberry32(seed, images * side * side)).astype(np.uint8).reshape(images, side, side)
    full = coarse.repeat(cell, 1).repeat(cell, 2)[:, :size, :size].copy()
    full[0, :2] = 255
    return full
