"""
Which settings matter, from many nets at once.

    python screen.py --prepare DATA DEMO --weights efficientnet-lite0.pth --to FOLDER      once, where the data is
    python screen.py --from FOLDER --out results.json --seconds 500                        where the GPU is
    python screen.py --effects results.json [--method loco]                                the table

A pair of nets of a draw has each lever on in one of the two, by chance: all levers are told apart from the same nets, and
draws differ in nothing that a net does not. `--levers` is JSON, a name and its two values each.
"""
import argparse
import json
import time
from pathlib import Path

import numpy as np

LEVERS = {
    "warmUp": [0, 0.3],
    "unsupervisedRamp": [0.4, 0.8],
    "unsupervisedWeight": [1, 2],
    "teacherMomentum": [0.98, 0.995],
    "contrastWeight": [0.1, 0],
    "cutMixProbability": [0.5, 1],
    "hue": [0.25, 0.05],
    "jitter": [0.5, 0.25],
    "statistics": [0.1, 0.03],
    "gamma": [2, 0.5],
    "strongLabelled": [0, 0.5],
}


def prepare(data, demo, weights, to):
    import torch

    import frames

    to.mkdir(parents=True, exist_ok=True)
    frames.write(to / "frames.npz", data, demo)
    whole = torch.load(weights, weights_only=True)
    left_out = ("_fc", "_conv_head", "_bn1.")
    kept = {n: v.numpy() for n, v in whole.items() if not n.startswith(left_out) and "num_batches" not in n}
    np.savez_compressed(to / "backbone.npz", **kept)


def pairs(draws, levers, r):
    from learn import Job

    jobs = []
    for name, draw in draws:
        first = r.integers(0, 2, len(levers))
        for bits in (first, 1 - first):
            jobs.append(Job(name, draw, {lever: float(values[b]) for (lever, values), b in zip(levers.items(), bits)}))
    return jobs


def screen(given):
    import torch

    import frames
    from learn import Data, Round

    began, results, r = time.time(), [], np.random.default_rng(given.seed)
    torch.backends.cuda.matmul.allow_tf32 = True
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data, backbone = Data(frames.load(given.folder / "frames.npz"), device), np.load(given.folder / "backbone.npz")
    took = 0.0
    while not results or time.time() - began + took < given.seconds:
        at = time.time()
        jobs = pairs([(name, draw) for name in given.sets for draw in range(given.draws)], given.levers, r)
        done = Round(data, jobs, given.steps, given.method, backbone).run(lambda words: print(words, flush=True), given.until)
        for job, scores in zip(jobs, done.judge()):
            results.append({"set": job.set, "draw": job.draw, "levers": job.levers, "method": given.method, **scores})
        given.out.write_text(json.dumps({"levers": given.levers, "results": results}))
        took = time.time() - at


def effects(file, net):
    """Least squares within draws: what each lever's second value does to mIoU, and its 95 % interval."""
    found = json.loads(file.read_text())
    results, levers = found["results"], found["levers"]
    y = np.array([each[net]["miou"] for each in results])
    x = np.array([[each["levers"][name] == values[1] for name, values in levers.items()] for each in results], float)
    draws = np.unique([f"{each['set']} {each['draw']}" for each in results], return_inverse=True)[1]
    for draw in np.unique(draws):
        x[draws == draw] -= x[draws == draw].mean(0)
        y[draws == draw] -= y[draws == draw].mean()
    effect, *_ = np.linalg.lstsq(x, y, rcond=None)
    left = len(y) - draws.max() - 1 - len(levers)
    spread = np.sqrt(np.diag(np.linalg.inv(x.T @ x)) * np.square(y - x @ effect).sum() / left)
    for name, e, s in zip(levers, effect, spread):
        print(f"{name} {levers[name][1]} for {levers[name][0]}: {e:+.1f} [{e - 1.96 * s:+.1f}, {e + 1.96 * s:+.1f}]")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--prepare", nargs=2, type=Path)
    a.add_argument("--weights", type=Path)
    a.add_argument("--to", type=Path)
    a.add_argument("--from", dest="folder", type=Path)
    a.add_argument("--out", type=Path)
    a.add_argument("--seconds", type=float, default=500)
    a.add_argument("--sets", nargs="+", default=["kvasir60", "vocal"])
    a.add_argument("--draws", type=int, default=12)
    a.add_argument("--steps", type=int, default=900)
    a.add_argument("--until", type=int, help="stop there, to try it out")
    a.add_argument("--method", default="loco", choices=("loco", "supervised"))
    a.add_argument("--levers", type=json.loads, default=LEVERS)
    a.add_argument("--seed", type=int, default=2026)
    a.add_argument("--effects", type=Path)
    a.add_argument("--net", default="student", choices=("student", "teacher"))
    a = a.parse_args()
    if a.prepare:
        prepare(*a.prepare, a.weights, a.to)
    elif a.effects:
        effects(a.effects, a.net)
    else:
        screen(a)


if __name__ == "__main__":
    main()
