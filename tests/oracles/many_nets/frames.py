"""The sets of `npm run bench:methods` as arrays, who is on which side in a draw, and which frames each step takes."""
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

#: Longest side of frames, px: twice the crop, as the `cpu` preset has it.
CROP, SIDE, BATCH = 96, 192, 4
TEST_SHARE, RARE_SHARE = 0.3, 0.33
#: Pixels of each class kept of a frame, one of which a crop may be laid around.
LESION_PIXELS = 64


def polyp(mask):
    return (mask.reshape(*mask.shape[:2], -1)[..., :3].max(-1) > 127).astype(np.uint8)


def pathology(mask):
    return np.where(mask == 255, 255, mask == 4).astype(np.uint8)


def classes(mask):
    return mask.astype(np.uint8)


@dataclass(frozen=True)
class Kind:
    folder: str
    labelled: int
    classes: int
    rule: object
    group: str | None = None
    #: So many frames by place in the manifest; all where nothing is said.
    first: int | None = None


KINDS = {
    "kvasir": Kind("kvasir-seg", 10, 2, polyp),
    "kvasir60": Kind("kvasir-seg", 10, 2, polyp, first=60),
    "cvc": Kind("cvc-clinicdb", 8, 2, polyp, "sequence"),
    "vocal": Kind("vocalfolds", 8, 2, pathology, "sequence"),
    "demo": Kind("demo", 24, 3, classes, "patient"),
}


@dataclass(frozen=True)
class Frames:
    """`pictures` [F,SIDE,SIDE,3] and `masks` [F,SIDE,SIDE], 255 beyond `shapes` [F,2]; `groups` [F] are kept whole."""

    pictures: np.ndarray
    shapes: np.ndarray
    masks: np.ndarray
    groups: np.ndarray


def read(folder, kind):
    rows = list(csv.DictReader((folder / "manifest.csv").open()))[: kind.first]
    names = [row[kind.group] if kind.group else row["stem"] for row in rows]
    read = [read_frame(folder, row["stem"], kind.rule) for row in rows]
    return Frames(*(np.stack(part) for part in zip(*read)), np.unique(names, return_inverse=True)[1])


def read_frame(folder, stem, rule):
    image, mask = (Image.open(next((folder / part).glob(f"{stem}.*"))) for part in ("images", "masks"))
    scale = SIDE / max(image.size)
    wide, tall = (round(side * scale) for side in image.size)
    label = rule(np.array(mask))
    rows, columns = (((np.arange(n) + 0.5) * side / n).astype(int) for n, side in zip((tall, wide), label.shape))
    picture, labels = np.zeros((SIDE, SIDE, 3), np.uint8), np.full((SIDE, SIDE), 255, np.uint8)
    picture[:tall, :wide] = np.array(image.convert("RGB").resize((wide, tall), Image.BILINEAR))
    labels[:tall, :wide] = label[rows][:, columns]
    return picture, np.array([tall, wide]), labels


def write(out, data, demo):
    """All sets in one file, to be taken where there is a GPU and no data."""
    arrays = {}
    for name, kind in KINDS.items():
        frames = read(Path(demo) if kind.folder == "demo" else Path(data) / kind.folder, kind)
        arrays |= {f"{name}.{part}": value for part, value in vars(frames).items()}
    np.savez_compressed(out, **arrays)


def load(file):
    arrays = np.load(file)
    return {name: Frames(*(arrays[f"{name}.{part}"] for part in Frames.__annotations__)) for name in KINDS}


def chance(*words):
    return np.random.default_rng([sum(map(ord, w)) if isinstance(w, str) else w for w in words])


def divide(name, frames, draw):
    """Test, labelled, unlabelled frames of a draw: whole groups up to a share are tested, the labelled are drawn of the rest."""
    r, test = chance(11, draw, name), []
    order = list(r.permutation(np.unique(frames.groups)))
    while len(test) < len(frames.groups) * TEST_SHARE:
        test.extend(np.nonzero(frames.groups == order.pop(0))[0])
    rest = r.permutation([i for i in range(len(frames.groups)) if i not in set(test)])
    labelled = KINDS[name].labelled
    return np.array(test), rest[:labelled], rest[labelled:]


def taken(samples, longest, steps, r):
    """Samples of each step, [steps,BATCH]: epochs of the longer list in new orders, the shorter one tiled."""
    length = max(longest, BATCH)
    epochs = [r.permutation(length)[: length // BATCH * BATCH] % samples for _ in range(steps * BATCH // length + 2)]
    return np.concatenate(epochs)[: steps * BATCH].reshape(steps, BATCH)


def repeated(labelled, masks, classes):
    """Frames that hold a rare class as often as if enough did, and the rare classes of each (`labelledDraw.ts`)."""
    held = {i: [c for c in range(classes) if (masks[i] == c).any()] for i in labelled}
    holding = {c: max(1, sum(c in h for h in held.values())) for c in range(classes)}
    enough = RARE_SHARE * len(labelled)
    times = lambda i: max(1, *(round(enough / holding[c]) for c in held[i]), 1)
    frames = np.array([i for i in labelled for _ in range(times(i))])
    return frames, {i: [c for c in held[i] if holding[c] < enough] for i in labelled}


@dataclass(frozen=True)
class Plan:
    """What all nets of a draw see, step by step, so that they differ in nothing else: frames, chances, boxes."""

    test: np.ndarray
    labelled: np.ndarray
    unlabelled: np.ndarray
    #: A rare class of each labelled frame, 0 where it has none, [steps,BATCH].
    rare: np.ndarray
    #: Numbers in [0,1) of both views, [steps,2,BATCH,24].
    chances: np.ndarray
    #: Left, top, width and height of CutMix's boxes, [steps,BATCH,4].
    boxes: np.ndarray


def plan(name, frames, draw, steps, learns_unlabelled):
    test, labelled, unlabelled = divide(name, frames, draw)
    drawn, rare_of = repeated(labelled, frames.masks, KINDS[name].classes)
    r = chance(13, draw, name)
    both = max(len(drawn), len(unlabelled))
    ours = drawn[taken(len(drawn), both if learns_unlabelled else len(drawn), steps, r)]
    theirs = unlabelled[taken(len(unlabelled), both, steps, r)]
    rare, pick = np.zeros((steps, BATCH), int), r.random((steps, BATCH))
    for i, found in rare_of.items():
        if found:
            at = ours == i
            rare[at] = np.array(found)[(pick[at] * len(found)).astype(int)]
    chances = r.random((steps, 2, BATCH, 24), dtype=np.float32)
    return Plan(test, ours, theirs, rare, chances, boxes((steps, BATCH), r))


def boxes(shape, r):
    """METHODS §0: 2–40 % of the crop, ratio in [.3, 1/.3]; ratio and place are drawn again until the box fits."""
    areas, found, left = r.uniform(0.02, 0.4, shape) * CROP**2, np.zeros((*shape, 4), np.float32), np.ones(shape, bool)
    while left.any():
        ratio = r.uniform(0.3, 1 / 0.3, left.sum())
        size = np.floor(np.sqrt(np.stack([areas[left] / ratio, areas[left] * ratio], 1)))
        first = np.floor(r.random(size.shape) * CROP)
        fits = (first + size <= CROP).all(1)
        places = tuple(np.argwhere(left)[fits].T)
        found[places] = np.concatenate([first, size], 1)[fits]
        left[places] = False
    return found


def lesion_pixels(masks):
    """Some pixels (row, column) of each class from 1 to 2, [F,3,LESION_PIXELS,2]; zeros where there are none."""
    r, found = chance(5), np.zeros((len(masks), 3, LESION_PIXELS, 2), np.float32)
    for i, mask in enumerate(masks):
        for c in (1, 2):
            pixels = np.argwhere(mask == c)
            if len(pixels):
                found[i, c] = pixels[r.integers(0, len(pixels), LESION_PIXELS)]
    return found
