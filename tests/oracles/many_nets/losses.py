"""
LoCo's losses for many nets at once (METHODS §2), as they are defined: embeddings at full size, every pixel compared. Maps
are `[B,N,S,S]`, logits `[B,N,K,S,S]`, what comes out is a number for each net, `[N]`. 255 is no label.
"""
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).parent.parent))

from frames import CROP
from steps.contrast import OFFSETS, SHARE, TEMPERATURE

IGNORE = 255
OF_IMAGES = (0, 2, 3)
#: Boundary pixels whose neighbours are gathered at a time, for memory's sake.
AT_A_TIME = 1_500_000
ALIGNED = 1e-6


def cross_entropy(logits, label):
    """Of each pixel; 0 where there is no label."""
    logs = F.log_softmax(logits, 2)
    known = label.clamp(max=logits.shape[2] - 1).long()
    return -logs.gather(2, known[:, :, None])[:, :, 0] * (label != IGNORE)


class Filter:
    """Eqs. 14–18 in the paper's reading, a state for each net: `globally` [N], `locally` [N,K]."""

    def __init__(self, levers, classes):
        self.levers = levers
        self.globally = levers["globalStart"].clone()
        self.locally = torch.full((len(self.globally), classes), 1 / classes, device=self.globally.device)

    def follow(self, confidence, label, counted):
        """Takes a batch in; returns what each class's pseudo-labels must reach, [N,K]."""
        momentum = self.levers["filterMomentum"]
        of_class = [counted & (label == c) for c in range(self.locally.shape[1])]
        pixels = torch.stack([m.sum(OF_IMAGES) for m in of_class], 1)
        means = torch.stack([(confidence * m).sum(OF_IMAGES) for m in of_class], 1) / pixels.clamp(min=1)
        present = pixels > 0
        overall = (means * present).sum(1) / present.sum(1).clamp(min=1)
        self.globally = torch.where(present.any(1), momentum * self.globally + (1 - momentum) * overall, self.globally)
        slow = momentum[:, None]
        self.locally = torch.where(present, slow * self.locally + (1 - slow) * means, self.locally)
        relative = self.locally / self.locally.amax(1, keepdim=True)
        return self.globally[:, None] * relative ** self.levers["gamma"][:, None]


def on_boundary(label):
    """Where one of the 64 neighbours within the image has another label; `[M,S,S]`."""
    label = label.short()
    padded = F.pad(label, [4] * 4, value=-1)
    found = torch.zeros_like(label, dtype=torch.bool)
    for y, x in OFFSETS:
        near = padded[:, 4 + y : 4 + y + CROP, 4 + x : 4 + x + CROP]
        found |= (near != -1) & (near != label)
    return found


def lowest_similarity(z, images, pixels):
    """The lowest cosine of such pixels to their 64 neighbours; `z` `[M·S·S,64]` of length 1."""
    rows, columns = pixels // CROP, pixels % CROP
    at = lambda y, x: images * CROP**2 + y.clamp(0, CROP - 1) * CROP + x.clamp(0, CROP - 1)
    own = z[at(rows, columns)]
    lowest = torch.full((len(images),), 2.0, device=z.device)
    for dy, dx in OFFSETS:
        lowest = torch.minimum(lowest, (own * z[at(rows + dy, columns + dx)]).sum(1, dtype=torch.float32))
    return lowest


def lowest(values, members, count):
    """Of each row's members the `count` with the lowest values."""
    ordered = torch.where(members, values, torch.inf).sort(1).values
    limit = ordered.gather(1, (count.clamp(min=1) - 1)[:, None])
    return members & (values <= limit) & (count > 0)[:, None]


@torch.no_grad()
def chosen_pixels(z, length, cosine, label, present):
    """ICE and BCE, labelled and unlabelled images apart (METHODS §2.3, §2.4)."""
    images, nets = label.shape[:2]
    edge = on_boundary(label.flatten(0, 1)).view_as(label)
    unit = (z / length[:, :, None]).permute(0, 1, 3, 4, 2).reshape(-1, z.shape[2])
    unit = unit.to(torch.bfloat16) if z.is_cuda else unit
    similarity = torch.zeros_like(label, dtype=torch.float32).view(-1, CROP**2)
    where = (edge & (label != IGNORE)).view(-1, CROP**2).nonzero()
    for part in where.split(AT_A_TIME):
        similarity[part[:, 0], part[:, 1]] = lowest_similarity(unit, part[:, 0], part[:, 1])
    similarity = similarity.view_as(cosine[:, :, 0])
    classes = present.sum(1).clamp(min=1)
    chosen = torch.zeros_like(edge)
    for half in (slice(images // 2), slice(images // 2, images)):
        rows = lambda t: t[half].transpose(0, 1).flatten(1)
        of_class = [(rows(label) == c) & present[:, c : c + 1] for c in range(present.shape[1])]
        pool = sum(m.sum(1) for m in of_class) if half.start else torch.full_like(classes, rows(label).shape[1])
        each = (pool * SHARE / classes).floor().long()
        found = torch.zeros_like(of_class[0])
        for c, members in enumerate(of_class):
            found |= lowest(rows(cosine[:, :, c]), members, torch.minimum(each, members.sum(1)))
            bounding = members & rows(edge)
            found |= lowest(-rows(similarity), bounding, (bounding.sum(1) * SHARE).floor().long())
        chosen[half] = found.view(nets, -1, CROP, CROP).transpose(0, 1)
    return chosen


def contrast(z, labelled, unlabelled, classes):
    """Eq. 11 on embeddings `[2B,N,64,S,S]`, of labelled images first."""
    label = torch.cat([labelled, unlabelled])
    one_hot = torch.stack([labelled == c for c in range(classes)], 2).float()
    pixels = one_hot.sum((0, 3, 4))
    present = pixels > 0
    means = torch.einsum("bnchw,bnkhw->nkc", z[: len(labelled)], one_hot) / pixels.clamp(min=1)[:, :, None]
    length = z.square().sum(2).clamp(min=1e-12).sqrt()
    cosine = torch.einsum("bnchw,nkc->bnkhw", z, F.normalize(means, dim=2)) / length[:, :, None]
    chosen = chosen_pixels(z.detach(), length.detach(), cosine.detach(), label, present)
    total = 0
    for c in range(classes):
        own = chosen & (label == c) & present[None, :, c, None, None]
        top = torch.where(chosen, cosine.detach()[:, :, c], -torch.inf).amax(OF_IMAGES, keepdim=True)
        s = (cosine[:, :, c] - torch.where(top.isfinite(), top, 0.0)) / TEMPERATURE
        rivals = torch.where(chosen & (label != c), s, -torch.inf).exp().sum(OF_IMAGES, keepdim=True)
        pulled = own & (1 - cosine.detach()[:, :, c] > ALIGNED)
        share = torch.log1p(rivals / torch.where(pulled, s, 0.0).exp())
        total = total + (share * pulled).sum(OF_IMAGES) / (own.sum(OF_IMAGES) + 1e-6)
    return total / present.sum(1).clamp(min=1)
