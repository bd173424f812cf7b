"""Time and memory of one step of any method in PyTorch, in single precision, as METHODS 0–2 have it (`steps`).

    python torch_step.py --method loco --backbone resnet50 --size 161 --batch 2 --repeats 10

Ours to compare: loco bench step with the same words. `cpuSeconds` is what all threads took together: where others use the
machine too, it is the fairer figure. Embeddings are full-size maps, as in the public code (METHODS 3).
"""
import argparse
import json
import resource
import time

import torch

import torch_method_steps as compared
from steps import draws, lite
from steps.net import Net, follow

NETS = {"resnet50": (Net, lambda: draws.golden()["tensors"]), "efficientnet-lite0": (lite.LiteNet, lite.layout)}
#: Channels of the shallow and of the deep map, which feature dropout takes from.
MAPS = {"resnet50": (256, 2048), "efficientnet-lite0": (24, 320)}


def added_for(method, backbone):
    """What a method adds to a net, whose correlation branch stands on the deep map."""
    shapes = dict(compared.ADDED.get(method, ()))
    if method == "corrmatch":
        first = next(iter(shapes))
        shapes[first] = (shapes[first][0], MAPS[backbone][1], *shapes[first][2:])
    return list(shapes.items())


def batch_for(method, backbone, size, batch):
    """What a step is given, as large as asked for."""
    compared.RECIPE.update(size=size, images=batch, boxes=[[[size // 4, size // 4, size // 2, size // 2]] * batch] * 2)
    given = compared.given_to(method)
    fitted = lambda boxes: boxes and [[size // 8, size // 8, size // 2, size // 2]] * batch
    given.inject_boxes, given.mix_boxes = fitted(given.inject_boxes), fitted(given.mix_boxes)
    given.order, given.chance = list(range(1, batch)) + [0], [0.4] * batch
    if method != "u2pl":
        given.dropout = compared.factors(7001, 0.5, *[(2 * batch, width) for width in MAPS[backbone]])
    return given


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--method", choices=list(compared.METHODS), default="loco")
    a.add_argument("--backbone", choices=list(NETS), default="resnet50")
    a.add_argument("--size", type=int, default=161)
    a.add_argument("--batch", type=int, default=2)
    a.add_argument("--repeats", type=int, default=10)
    a = a.parse_args()
    make, layout = NETS[a.backbone]
    step, decay = compared.METHODS[a.method]
    values = draws.weights(1000, layout(), added_for(a.method, a.backbone))
    student = make(values)
    nets = [student, make(values)] if decay else [student]
    given = batch_for(a.method, a.backbone, a.size, a.batch)
    optimiser = torch.optim.SGD(student.parameters.values(), 1e-4, momentum=0.9, weight_decay=1e-4)
    laps = []
    for i in range(a.repeats + 2):
        started = time.perf_counter(), time.process_time()
        terms, _ = step(given, *nets)
        optimiser.zero_grad()
        sum(terms.values()).backward()
        optimiser.step()
        if decay:
            follow(nets[1], student, *decay(i + compared.RECIPE["step"]))
        laps.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    median = lambda k: round(sorted(lap[k] for lap in laps[2:])[a.repeats // 2], 4)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"stepSeconds": median(0), "cpuSeconds": median(1), "peakRssMb": peak}))


main()
