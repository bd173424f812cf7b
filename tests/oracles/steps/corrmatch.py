"""METHODS 1.6 on the common net: correlation branch, dynamic threshold, propagation of labels within regions."""
import math

import torch

from .fixmatch import mixed_in, strong_view
from .net import pixels, up
from .terms import IGNORE, full, inside, judged, labelled_mean, masked_mean, per_pixel

MOMENTUM = 0.999
#: The correlation branch on the deep map of 64 channels, in order; f1 and f2 are the halves of one convolution.
ADDED = [
    ("corr.0.weight", (256, 64, 3, 3)),
    ("corr.0.bias", (256,)),
    ("corr.1.weight", (256,)),
    ("corr.1.bias", (256,)),
    ("corr.1.running_mean", (256,)),
    ("corr.1.running_var", (256,)),
    ("corr.2.weight", (6, 256, 1, 1)),
    ("corr.2.bias", (6,)),
]


def attention(f1, f2):
    """softmax over rows of f1ᵀf2/√K, `[B,n,n]`, n tokens of the deep map."""
    k = f1.shape[1]
    return (f1.flatten(2).transpose(1, 2) @ f2.flatten(2) / math.sqrt(k)).softmax(2)


def spread(logits, a, shape):
    """Z·A as `[B,K,h,w]`, Z the logits at the deep map's size, without gradient."""
    z = up(logits.detach(), shape).flatten(2)
    return (z @ a).unflatten(2, shape)


def correlate(net, deep, logits, factor):
    """Correlated logits at the deep map's size, and the attention."""
    g = net.layer(deep, "corr.0", "corr.1", True) * factor
    a = attention(*net.conv(g, "corr.2").chunk(2, 1))
    return spread(logits, a, deep.shape[2:]), a.detach()


def regions(a, tokens, shape, size):
    """Region masks `[B,R,S,S]` of the chosen rows: resized, brought to [0,1], more than a half."""
    chosen = a[:, tokens].unflatten(2, shape)
    wide = up(chosen, (size, size))
    low, high = wide.amin((2, 3), keepdim=True), wide.amax((2, 3), keepdim=True)
    return (wide - low) / (high - low) > 0.5


def threshold(before, conf, label, ignore, classes):
    counted = ignore != IGNORE
    best = [conf[counted & (label == c)].max() for c in range(classes) if (counted & (label == c)).any()]
    return MOMENTUM * before + (1 - MOMENTUM) * torch.stack(best).mean()


def propagate(areas, label, base, tau):
    """Labels and trust after each image's regions have been gone through in turn; regions taken, how near a share was to τ."""
    label, trusted, taken, nearest = label.clone(), base.clone(), 0, 1.0
    for y, keep, sure, own in zip(label, trusted, base, areas):
        for area in own:
            if not (area & sure).any():
                continue
            share = (area & sure).sum() / area.sum()
            counts = y[area & sure].bincount()
            ruling = counts.max() / counts.sum()
            nearest = min(nearest, float((share - tau).abs()), float((ruling - tau).abs()))
            if share >= tau and ruling > tau:
                y[area] = counts.argmax()
                keep |= area
                taken += 1
    return label, trusted, taken, nearest


def step(given, student):
    size, images, classes = given.size, given.images, given.classes
    other = mixed_in(given, student)
    # labelled and weak view, with feature dropout; the branch sees the whole maps
    out = student.forward(pixels(given.labelled, given.weak), "train", perturb=given.dropout)
    deep, shape = out["deep"][: 2 * images], out["deep"].shape[2:]
    corr, a = correlate(student, deep, out["logits"][: 2 * images], given.corr_dropout[0])
    p_x, p_w, _, p_fp = full(out["logits"], size).split(images)
    corr_x, corr_w = full(corr, size).split(images)
    conf, label = seen = judged(p_w)
    # strong view
    view, label_mixed, conf_mixed, ignore = strong_view(given, 0, seen, other)
    strong = student.forward(pixels(view), "train")
    p_s = full(strong["logits"], size)
    corr_s = full(correlate(student, strong["deep"], strong["logits"], given.corr_dropout[1])[0], size)
    # threshold, filters, propagation
    tau = threshold(given.state["threshold"], conf, label, given.ignore, classes)
    base = (conf_mixed >= tau) & (ignore != IGNORE)
    outside = ~inside(given.boxes[0], size) & (ignore != IGNORE)
    areas = regions(a[images:], given.tokens, shape, size) & outside[:, None]
    spread_label, trusted, taken, nearest = propagate(areas, label_mixed, base, tau)
    # terms
    weak_sure = (conf >= tau) & (given.ignore != IGNORE)
    target = p_w.detach().log_softmax(1)
    divergence = (target.exp() * (target - p_s.log_softmax(1))).sum(1)
    terms = {
        "supervised": 0.25 * labelled_mean(p_x, given.label),
        "supervisedCorrelation": 0.25 * labelled_mean(corr_x, given.label),
        "unsupervised": 0.125 * masked_mean(per_pixel(p_s, spread_label), trusted, ignore),
        "divergence": 0.125 * masked_mean(divergence, base, ignore),
        "perturbed": 0.125 * masked_mean(per_pixel(p_fp, label), weak_sure, given.ignore),
        "strongCorrelation": 0.0625 * masked_mean(per_pixel(corr_s, spread_label), trusted, ignore),
        "weakCorrelation": 0.0625 * masked_mean(per_pixel(corr_w, label), weak_sure, given.ignore),
    }
    return terms, {
        "threshold": float(tau),
        "base": int(base.sum()),
        "trusted": int(trusted.sum()),
        "propagated": taken,
        "relabelled": int((spread_label != label_mixed).sum()),
        "margin": float((conf_mixed - tau).abs().min()),
        "shareMargin": nearest,
    }
