"""METHODS 1.4: mean teacher, label-injecting CutMix; the denominator counts every pixel."""
import math

import torch

from .net import pixels
from .terms import IGNORE, full, inside, labelled_mean, pasted, per_pixel

SURE = 0.95


def certainty_of(probability):
    """ρ of each image of `[B,K,S,S]`."""
    conf, entropy = probability.amax(1), -(probability * (probability + 1e-10).log()).sum(1)
    return (conf * (1 - entropy / math.log(probability.shape[1]))).mean((1, 2))


def sure_term(logits, label, conf, threshold=SURE):
    """Mean over all pixels of CE·1[conf ≥ threshold ∧ label ≠ 255]."""
    return (per_pixel(logits, label) * ((conf >= threshold) & (label != IGNORE))).mean()


def step(given, student, teacher):
    size, images, order = given.size, given.images, given.order
    # teacher, eval
    with torch.no_grad():
        probability = full(teacher.forward(pixels(given.weak), "eval")["logits"], size).softmax(1)
    conf, label = probability.max(1)
    certainty = certainty_of(probability)
    # (a) labelled regions into copies of the strong views of which the teacher is not certain
    inject = [given.chance[i] < 1 - certainty[i] for i in range(images)]
    box = inside([b if on else None for b, on in zip(given.inject_boxes, inject)], size)
    views = torch.as_tensor(given.strong[0])
    copy = pasted(views, torch.as_tensor(given.labelled)[order], box)
    copy_label = pasted(label, given.label.long()[order], box)
    copy_conf = pasted(conf, torch.ones_like(conf), box)
    # (b) regions of the copies into the views, in the same order
    box = inside(given.boxes[0], size)
    mixed, label, conf = (pasted(a, b[order], box) for a, b in ((views, copy), (label, copy_label), (conf, copy_conf)))
    # one pass, the weak view along for the norms
    out = student.forward(pixels(given.labelled, given.weak, mixed), "train")
    p_x, _, p_s = full(out["logits"], size).split(images)
    trusted = (conf >= SURE) & (label != IGNORE)
    terms = {"supervised": labelled_mean(p_x, given.label), "unsupervised": sure_term(p_s, label, conf)}
    return terms, {
        "certainty": certainty.tolist(),
        "injected": [bool(on) for on in inject],
        "trusted": int(trusted.sum()),
        "margin": float((conf - SURE).abs().min()),
    }
