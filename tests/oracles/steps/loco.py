"""METHODS 2, preset `paper`: mean teacher, labelled CutMix, class-wise filter, contrast of hard pixels."""
import torch

from .contrast import contrast
from .net import pixels, up
from .terms import IGNORE, full, inside, judged, labelled_mean, masked_mean, pasted, per_pixel

MOMENTUM, GAMMA = 0.999, 0.25


def step(given, student, teacher):
    size, images = given.size, given.images
    # 1. the teacher, eval
    with torch.no_grad():
        t = full(teacher.forward(pixels(given.weak), "eval")["logits"], size)
    conf, label = judged(t)
    # 2. CutMix of the labelled batch
    box = inside(given.boxes[0], size)
    mixed = pasted(given.strong[0], given.labelled, box)
    label_mixed = pasted(label, given.label.long(), box)
    conf_mixed = pasted(conf, torch.ones_like(conf), box)
    ignore_mixed = pasted(given.ignore, torch.where(given.label == IGNORE, IGNORE, 0).to(torch.uint8), box)
    # 3. one pass over three views
    out = student.forward(pixels(given.labelled, given.weak, mixed), "train")
    p_x, _, p_s = full(out["logits"], size).split(images)
    z_x, z_u, _ = up(student.embed(out["fused"]), (size, size)).split(images)
    # 4. the filter: T^g and T^l follow, then T(c)
    counted = given.ignore != IGNORE
    before, classes = given.state["filter"], given.classes
    means = [conf[counted & (label == c)].mean() for c in range(classes)]
    present = [m for m in means if not torch.isnan(m)]
    globally = MOMENTUM * before["global"] + (1 - MOMENTUM) * torch.stack(present).mean()
    local = torch.stack(
        [torch.tensor(old) if torch.isnan(m) else MOMENTUM * old + (1 - MOMENTUM) * m for old, m in zip(before["local"], means)]
    )
    thresholds = globally * (local / local.max()) ** GAMMA
    # 5. both cross-entropies; where a pasted label is 255, so is the ignore mask
    needed = thresholds[label_mixed.clamp(max=classes - 1)]
    trusted = (conf_mixed >= needed) & (ignore_mixed != IGNORE)
    unsupervised = masked_mean(per_pixel(p_s, label_mixed), trusted, ignore_mixed)
    # 6. the contrast, its pseudo-labels strictly above the threshold
    sure = torch.where((conf > thresholds[label]) & counted, label, IGNORE)
    apart = contrast(z_x, given.label.long(), z_u, sure, classes)
    terms = {"supervised": labelled_mean(p_x, given.label), "unsupervised": 0.5 * unsupervised, "contrast": 0.1 * apart}
    return terms, {
        "thresholds": thresholds.tolist(),
        "trusted": int(trusted.sum()),
        "margin": float((conf_mixed - needed).abs().min()),
    }
