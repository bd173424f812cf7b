"""METHODS 1.5 on the common net: entropy-filtered pseudo-labels and a contrast with what is surely not the class."""
import torch
import torch.nn.functional as F

from .net import pixels, up
from .terms import IGNORE, full, inside, judged, labelled_mean, pasted, per_pixel

TEMPERATURE, ANCHORS, NEGATIVES, SURE, SHARE = 0.5, 256, 50, 0.3, 20.0
#: The representation head on the joined map of 304 channels, in order.
ADDED = [
    ("rep.0.weight", (256, 304, 3, 3)),
    ("rep.1.weight", (256,)),
    ("rep.1.bias", (256,)),
    ("rep.1.running_mean", (256,)),
    ("rep.1.running_var", (256,)),
    ("rep.2.weight", (256, 256, 3, 3)),
    ("rep.3.weight", (256,)),
    ("rep.3.bias", (256,)),
    ("rep.3.running_mean", (256,)),
    ("rep.3.running_var", (256,)),
    ("rep.4.weight", (256, 256, 1, 1)),
    ("rep.4.bias", (256,)),
]


def represent(net, joined, dropout):
    x = joined
    for k, factor in zip((0, 2), dropout):
        x = net.layer(x, f"rep.{k}", f"rep.{k + 1}", True) * factor
    return net.conv(x, "rep.4")


def entropy_of(probability):
    return -(probability * (probability + 1e-10).log()).sum(1)


def percentile(values, q):
    """The q-th percentile, q in 0–100, linear between neighbours."""
    return torch.quantile(values, q / 100)


def nearest(mask, side):
    return F.interpolate(mask[:, None].to(torch.get_default_dtype()), size=(side, side), mode="nearest")[:, 0]


def entropy_filtered(logits, label, entropy, q):
    """L_u, and how many pixels it keeps: those of less entropy than the q-th percentile of what has a label."""
    counted = label != IGNORE
    kept = counted & (entropy < percentile(entropy[counted], q))
    return label.numel() / kept.sum() * per_pixel(logits, label)[kept].mean(), int(kept.sum())


def step(given, student, teacher):
    size, images = given.size, given.images
    done = given.epoch / given.epochs
    x = pixels(given.labelled)
    # (1) teacher, eval; (2) CutMix of the next image; (3) student
    with torch.no_grad():
        conf, label = judged(full(teacher.forward(pixels(given.weak), "eval")["logits"], size))
    box = inside(given.mix_boxes, size)
    turned = lambda t: torch.as_tensor(t).roll(-1, 0)
    mixed, label = pasted(given.weak, turned(given.weak), box), pasted(label, turned(label), box)
    ignore = pasted(given.ignore, turned(given.ignore), box)
    label = torch.where(ignore == IGNORE, IGNORE, label)
    both = torch.cat([x, pixels(mixed)])
    out = student.forward(both, "train")
    rep = represent(student, out["joined"], given.dropout)
    p_x, p_u = full(out["logits"], size).split(images)
    # (4) teacher in train mode on the same
    with torch.no_grad():
        seen = teacher.forward(both, "train")
        rep_t = represent(teacher, seen["joined"], given.teacher_dropout)
        low_p = seen["logits"].softmax(1)
        entropy = entropy_of(full(seen["logits"], size)[images:].softmax(1))
    counted = label != IGNORE
    q = 100 - SHARE * (1 - done)
    unsupervised, kept = entropy_filtered(p_u, label, entropy, q)
    # contrast at stride 4
    alpha = SHARE * (1 - done)
    low = counted & (entropy <= percentile(entropy[counted], alpha))
    high = counted & (entropy >= percentile(entropy[counted], 100 - alpha))
    side = rep.shape[-1]
    known = given.label != IGNORE
    masks = [nearest(torch.cat([known, m]), side).bool() for m in (low, high)]
    small = nearest(torch.cat([given.label.long(), label]), side).long()
    apart, report = contrast(given, rep, rep_t, low_p, small, *masks)
    terms = {"supervised": labelled_mean(p_x, given.label), "unsupervised": unsupervised, "contrast": apart}
    margin = float((entropy - percentile(entropy[counted], q)).abs().min())
    return terms, {"kept": kept, "percentile": q, "margin": margin, **report}


def contrast(given, rep, rep_t, probability, label, low, high):
    """Sum over classes that have pixels in `low` / their number; negatives by the paper's rule, ranks [1,K) (K ≤ 3)."""
    rows = lambda m: m.permute(0, 2, 3, 1).flatten(0, 2)
    rep, rep_t, p = rows(rep), rows(rep_t), rows(probability)
    of_labelled = torch.zeros_like(label, dtype=torch.bool)
    of_labelled[: given.images] = True
    label, low, high, of_labelled = (m.flatten() for m in (label, low, high, of_labelled))
    rank = p.argsort(1, descending=True).argsort(1)
    valid = [c for c in range(given.classes) if (low & (label == c)).any()]
    loss, report = torch.zeros((), dtype=rep.dtype), {"anchors": [], "negatives": [], "classes": valid}
    if len(valid) <= 1:
        return loss, report
    for c in valid:
        anchors = rep[low & (label == c) & (p[:, c] > SURE)]
        positive = rep_t[low & (label == c)].mean(0)
        unlike_labelled = of_labelled & (label != c) & (label != IGNORE) & (rank[:, c] < given.rank_low)
        unlike_unlabelled = ~of_labelled & high & (rank[:, c] >= given.rank_low) & (rank[:, c] < given.classes)
        bank = rep_t[unlike_labelled | unlike_unlabelled]
        report["anchors"].append(len(anchors))
        report["negatives"].append(len(bank))
        if len(anchors) == 0 or len(bank) == 0:
            continue
        chosen = anchors[torch.arange(ANCHORS) % len(anchors)]
        against = bank[torch.arange(ANCHORS * NEGATIVES) % len(bank)].reshape(ANCHORS, NEGATIVES, -1)
        keys = torch.cat([positive.expand(ANCHORS, 1, -1), against], 1)
        logits = F.cosine_similarity(chosen[:, None], keys, dim=2) / TEMPERATURE
        loss = loss + F.cross_entropy(logits, torch.zeros(ANCHORS, dtype=torch.long)) / len(valid)
    return loss, report
