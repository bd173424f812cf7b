"""One step of every method in PyTorch, in double precision, written from METHODS 0–2 alone.

    python torch_method_steps.py [METHOD ...] [--out ../golden/steps]     writes METHOD.json and recipe.json
    python torch_method_steps.py --check                                 the net against five golden steps; E, E′, F, G, H

What a step is given (`recipe.json` says the numbers; `U8(k)` are bytes [B,S,S,3] of `draws.picture` at seed `pictures` + k):

- a net: the dense DeepLabV3+ head on a backbone of four 3×3 convolutions of stride 2 (16, 32, 64, 64 channels; shallow is the
  second map, deep the last), each with norm and ReLU: ResNet-50's 40 million weights took seconds a method;
- weights by the rules of `deeplabv3plus_resnet50.json`, sorted by name, the k-th at seed + k; the classifier's weight times 5
  (so that a good part of the pixels is sure); what a method adds (`ADDED`): parameters in order at seed + 2000 + k, running
  statistics at seed + 3000 + k;
- a teacher, where there is one: .9·w + .1·(w read backwards), tensor by tensor; its classifier's weight times 2;
- labelled U8(1); labels ⌊3r⌋ of mulberry32(`pictures` + 2) in squares of 8 px, the first two rows of image 0 are 255;
- unlabelled weak U8(3), strong U8(4), second strong U8(5), padding: the last 5 columns of image 1;
- mix source weak U8(13), strong U8(14), U8(15), padding: the first 12 columns of image 0;
- boxes (left, top, width, height) of both strong views; the step's number, epoch, rates.

Then the step's draws, by method:

- unimatch, corrmatch: feature dropout, mulberry32(7001): for each of the 2B images (labelled, weak) and each of 32
  channels of the shallow map, then of 64 of the deep one: 0 if r < .5, else 2;
- loco: the filter's state before; augseg: π, a number of chance for each image (labelled regions go in where it is
  < 1 − ρ), the boxes of both mixings;
- u2pl: CutMix takes place, a box for each image; Dropout2d(.1) of the representation head, mulberry32(7002): each of the
  2B images and 256 channels of its first layer, then of its second: 0 if r < .1, else 1/.9; the teacher's the same way
  from mulberry32(7003); sampling: the k-th draw out of n is k mod n, anchors 0…255 and negatives 0…12 799 for each class;
  epoch 2 of 10, epoch 1 having begun at step 2; bank empty; negatives by the paper's rule, ranks [1, 3);
- corrmatch: τ before; Dropout2d(.1) of the branch, mulberry32(7004) for 2B images (labelled, weak) × 256 channels,
  mulberry32(7006) for the B strong ones; 128 tokens ⌊(n−1)·r⌋ of mulberry32(7005).

What a fixture holds: `terms`, weighted, their sum being minimised; `report`, what the step decided on the way (numbers of
trusted pixels and the like; `margin` is the least distance of a confidence to its threshold: far from what single
precision confuses); for each parameter the norm of its change, the sum, and that of the value in the middle (index ⌊n/2⌋ in
PyTorch's order); the same three of all running statistics after the step, and of the teacher's values. What a method added
stands apart, in the order of `ADDED`.
"""
import argparse
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
import torch.nn.functional as F

from steps import augseg, corrmatch, draws, fixmatch, loco, supervised, u2pl
from steps.net import Net, descend, follow, up

RECIPE = {
    "seed": 1000,
    "pictures": 6000,
    "size": 49,
    "images": 2,
    "classes": 3,
    "classifierScale": 5,
    "teacherScale": 2,
    "step": 5,
    "epoch": 2,
    "rates": {"learningRate": 0.1, "headRate": 10, "weightDecay": 0.01, "schedulePower": 0.9, "steps": 20},
    "boxes": [[[6, 0, 21, 26], [30, 3, 19, 30]], [[20, 20, 25, 14], None]],
}
OWN = {
    "loco": {"filter": {"global": 0.7, "local": [0.5, 0.6, 0.4]}},
    "augseg": {"order": [1, 0], "chance": [0.44, 0.37], "injectBoxes": [[10, 10, 20, 20], [0, 0, 30, 22]]},
    "u2pl": {"epochs": 10, "firstStepOfEpoch1": 2, "mixBoxes": [[3, 6, 30, 40], [14, 2, 35, 34]], "rankLow": 1},
    "corrmatch": {"threshold": 0.62},
}
ADDED = {"u2pl": u2pl.ADDED, "corrmatch": corrmatch.ADDED}


def factors(seed, rate, *shapes):
    """Dropout's factors of several maps `[n,C,1,1]` from one stream."""
    r = torch.tensor(draws.mulberry32(seed, sum(n * c for n, c in shapes)))
    parts = r.split([n * c for n, c in shapes])
    return [torch.where(p < rate, 0.0, 1 / (1 - rate)).reshape(n, c, 1, 1) for p, (n, c) in zip(parts, shapes)]


def given_to(method):
    """The batch, and the draws of a method's step."""
    r = SimpleNamespace(**RECIPE)
    own = OWN.get(method, {})
    u8 = lambda k: torch.tensor(draws.picture(r.pictures + k, r.images, r.size))
    ignore, mix_ignore = (torch.zeros(r.images, r.size, r.size, dtype=torch.uint8) for _ in range(2))
    ignore[1, :, -5:] = 255
    mix_ignore[0, :, :12] = 255
    tokens = ((r.size - 1) // 16 + 1) ** 2
    return SimpleNamespace(
        size=r.size,
        images=r.images,
        classes=r.classes,
        labelled=u8(1),
        label=torch.tensor(draws.label(r.pictures + 2, r.images, r.size, 8, r.classes)),
        weak=u8(3),
        strong=[u8(4), u8(5)],
        ignore=ignore,
        mix_weak=u8(13),
        mix_strong=[u8(14), u8(15)],
        mix_ignore=mix_ignore,
        boxes=r.boxes,
        state=own,
        epoch=r.epoch,
        epochs=own.get("epochs"),
        order=own.get("order"),
        chance=own.get("chance"),
        inject_boxes=own.get("injectBoxes"),
        mix_boxes=own.get("mixBoxes"),
        rank_low=own.get("rankLow"),
        dropout=factors(7002, 0.1, *[(2 * r.images, 256)] * 2) if method == "u2pl" else factors(7001, 0.5, *[(2 * r.images, draws.WIDTHS[k]) for k in (1, 3)]),
        teacher_dropout=factors(7003, 0.1, *[(2 * r.images, 256)] * 2),
        corr_dropout=[factors(seed, 0.1, (n * r.images, 256))[0] for seed, n in ((7004, 2), (7006, 1))],
        tokens=np.floor((tokens - 1) * draws.mulberry32(7005, 128)).astype(int).tolist(),
    )


def drawn_for(method):
    values = draws.weights(RECIPE["seed"], draws.small_layout(), ADDED.get(method, ()))
    values["classifier.weight"] = values["classifier.weight"] * np.float32(RECIPE["classifierScale"])
    return values


def teacher_of(drawn):
    other = draws.other(drawn)
    other["classifier.weight"] = other["classifier.weight"] * np.float32(RECIPE["teacherScale"])
    return other


#: Each method's step, and how its teacher follows after step i: decay, and whether the running statistics follow too.
METHODS = {
    "supervised": (supervised.step, None),
    "loco": (loco.step, lambda i: (min(1 - 1 / (i + 1), 0.999), True)),
    "fixmatch": (fixmatch.step, None),
    "unimatch": (fixmatch.unimatch_step, None),
    "augseg": (augseg.step, lambda i: (min(1 - 1 / (i + 1), 0.999), True)),
    "u2pl": (u2pl.step, lambda i: (min(1 - 1 / (i - OWN["u2pl"]["firstStepOfEpoch1"] + 1), 0.99), False)),
    "corrmatch": (corrmatch.step, None),
}


def run(method):
    drawn = drawn_for(method)
    make, decay = METHODS[method]
    student = Net(drawn)
    nets = [student] + ([Net(teacher_of(drawn))] if decay else [])
    terms, report = make(given_to(method), *nets)
    total = sum(terms.values())
    terms = {name: float(v.detach()) for name, v in terms.items()}
    rates, i = RECIPE["rates"], RECIPE["step"]
    rate = rates["learningRate"] * (1 - max(0, i - 1) / rates["steps"]) ** rates["schedulePower"]
    changes = descend(student, total, rate, rates["headRate"], rates["weightDecay"])
    own = [name for name, _ in ADDED.get(method, ())]
    fixture = {
        "method": method,
        "given": OWN.get(method, {}),
        "terms": {name: rounded(v) for name, v in terms.items()},
        "report": report,
        "changes": measured(changes, own),
        "statistics": measured(student.statistics, own),
    }
    if decay:
        follow(nets[1], student, *decay(i))
        fixture["teacher"] = {part: measured(getattr(nets[1], part), own) for part in ("parameters", "statistics")}
    return fixture


def rounded(value):
    return float(f"{value:.7g}")


def measures(t):
    flat = t.detach().reshape(-1)
    return [rounded(float(v)) for v in (flat.norm(), flat.sum(), flat[len(flat) // 2])]


def measured(tensors, added):
    return {
        "net": {name: measures(t) for name, t in sorted(tensors.items()) if name not in added},
        "added": [measures(tensors[name]) for name in added if name in tensors],
    }


def check():
    """The net and the rules that METHODS 5 has values for."""
    golden = draws.golden()
    net, size = Net(draws.weights(golden["seed"], golden["tensors"])), golden["size"]
    image = (4 * draws.mulberry32(golden["seed"] + 5000, 2 * 3 * size * size) - 2).astype(np.float32)
    label = np.floor(3 * draws.mulberry32(golden["seed"] + 5001, 2 * size * size)).reshape(2, size, size)
    label[0, :4] = 255
    x, y = torch.tensor(image).double().reshape(2, 3, size, size), torch.tensor(label).long()
    velocity = {}
    for i, expected in enumerate(golden["train"]["losses"]):
        loss = F.cross_entropy(up(net.forward(x, "train")["logits"], (size, size)), y, ignore_index=255)
        print(f"step {i}: loss {float(loss.detach()):.10f}, off by {float(loss.detach()) / expected - 1:.1e} of it")
        slopes = torch.autograd.grad(loss, list(net.parameters.values()), allow_unused=True)
        with torch.no_grad():
            for (name, p), slope in zip(net.parameters.items(), slopes):
                if slope is None:
                    continue
                if i == 0 and name in golden["train"]["first_gradient_norms"]:
                    print(f"  gradient of {name}: off by {float(slope.norm()) / golden['train']['first_gradient_norms'][name] - 1:.1e}")
                velocity[name] = 0.9 * velocity.get(name, 0) + slope + 1e-4 * p
                p -= (1e-4 if name.startswith("backbone.") else 1e-3) * velocity[name]
    u = lambda seed, shape, *bounds: torch.tensor(draws.uniform(seed, shape, *bounds)).double()
    feature, logits = u(75, (1, 256, 5, 5)), u(76, (1, 3, 9, 9), -3, 3)
    f1, f2 = (F.conv2d(feature, u(s, (3, 256, 1, 1), -0.1, 0.1), u(b, (3,))) for s, b in ((71, 73), (72, 74)))
    a = corrmatch.attention(f1, f2)
    out = corrmatch.spread(logits, a, (5, 5))
    masks = corrmatch.regions(a, [i % 24 for i in range(128)], (5, 5), 9)
    print(f"G: Σ {float(out.sum()):.6f} (−28.197935), [0,0,0] {float(out[0, 0, 0, 0]):.7f}, [2,3,1] {float(out[0, 2, 3, 1]):.7f}")
    print(f"   region pixels {int(masks.sum())} (1456), first row {int(masks[0, 0].sum())} (16)")
    t = u(31, (2, 3, 8, 8), -3, 3).softmax(1)
    none = torch.zeros(2, 8, 8)
    p, weak = u(51, (2, 3, 4, 4), -2, 2), u(52, (2, 3, 4, 4), -4, 4)
    (conf, label), ignore = weak.softmax(1).max(1), torch.zeros(2, 4, 4)
    ignore[0, 0] = 255
    print(f"E: {float(fixmatch.sure_term(p, label, conf, ignore, 0.9)):.6f} (.677991)")
    print(f"E′: {float(augseg.sure_term(p, label, conf, 0.9)):.6f} (.756181), ρ {augseg.certainty_of(weak.softmax(1)).tolist()} (.541412 .469350)")
    label[1, 0, :2] = 255
    entropy = u2pl.entropy_of(weak.softmax(1))
    print("F:", *(f"{float(u2pl.entropy_filtered(p, label, entropy, q)[0]):.6f}" for q in (80, 90, 100)), "(2.078916 1.893313 1.916888)")
    print(f"H: {float(corrmatch.threshold(0, *t.max(1), none, 3)) / (1 - corrmatch.MOMENTUM):.7f} (.9722745)")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("methods", nargs="*", default=list(METHODS))
    a.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "golden" / "steps")
    a.add_argument("--pictures", type=int)
    a.add_argument("--check", action="store_true")
    a = a.parse_args()
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    if a.check:
        return check()
    a.out.mkdir(exist_ok=True)
    if a.pictures:
        RECIPE["pictures"] = a.pictures
    (a.out / "recipe.json").write_text(json.dumps(RECIPE, indent=2) + "\n")
    for method in a.methods:
        fixture = run(method)
        (a.out / f"{method}.json").write_text(json.dumps(fixture, indent=2) + "\n")
        print(method, fixture["terms"], fixture["report"], flush=True)


if __name__ == "__main__":
    main()
