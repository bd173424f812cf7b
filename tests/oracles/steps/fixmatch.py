"""METHODS 1.2 and 1.3: FixMatch without a teacher, and UniMatch with a second strong view and feature dropout."""
import torch

from .net import pixels
from .terms import IGNORE, full, inside, judged, labelled_mean, masked_mean, pasted, per_pixel

SURE = 0.95


def mixed_in(given, student):
    """Confidence and label of the mix source: the student on running statistics, without gradient."""
    with torch.no_grad():
        return judged(full(student.forward(pixels(given.mix_weak), "eval")["logits"], given.size))


def strong_view(given, k, seen, other):
    """Strong view `k` with the mix source in its boxes, and label, confidence and ignore mask of it."""
    box = inside(given.boxes[k], given.size)
    conf, label = (pasted(a, b, box) for a, b in zip(seen, other))
    return pasted(given.strong[k], given.mix_strong[k], box), label, conf, pasted(given.ignore, given.mix_ignore, box)


def sure_term(logits, label, conf, ignore, threshold=SURE):
    mask = (conf >= threshold) & (ignore != IGNORE)
    return masked_mean(per_pixel(logits, label), mask, ignore)


def step(given, student):
    # 1. the mix source, eval
    other = mixed_in(given, student)
    # 3. one pass on labelled and weak view; 4. whose train-mode output is the pseudo-label
    p_x, p_w = full(student.forward(pixels(given.labelled, given.weak), "train")["logits"], given.size).split(given.images)
    seen = judged(p_w)
    # 2. CutMix; 3. the second pass
    view, label, conf, ignore = strong_view(given, 0, seen, other)
    p_s = full(student.forward(pixels(view), "train")["logits"], given.size)
    # 5.
    terms = {"supervised": labelled_mean(p_x, given.label) / 2, "unsupervised": sure_term(p_s, label, conf, ignore) / 2}
    trusted = (conf >= SURE) & (ignore != IGNORE)
    return terms, {"trusted": int(trusted.sum()), "margin": float((conf - SURE).abs().min())}


def unimatch_step(given, student):
    other = mixed_in(given, student)
    out = student.forward(pixels(given.labelled, given.weak), "train", perturb=given.dropout)
    p_x, p_w, _, p_fp = full(out["logits"], given.size).split(given.images)
    seen = judged(p_w)
    views = [strong_view(given, k, seen, other) for k in (0, 1)]
    strong = full(student.forward(pixels(*(v[0] for v in views)), "train")["logits"], given.size).split(given.images)
    terms = {"supervised": labelled_mean(p_x, given.label) / 2}
    strongly = [sure_term(logits, *view[1:]) for logits, view in zip(strong, views)]
    terms["unsupervised"] = 0.25 * sum(strongly) / 2
    conf, label = seen
    terms["perturbed"] = 0.5 * sure_term(p_fp, label, conf, given.ignore) / 2
    margin = min(float((v[2] - SURE).abs().min()) for v in views)
    trusted = [int(((v[2] >= SURE) & (v[3] != IGNORE)).sum()) for v in views]
    return terms, {"strong": [float(v.detach()) for v in strongly], "trusted": trusted, "margin": margin}
