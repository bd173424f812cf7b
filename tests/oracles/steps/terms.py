"""What several methods' losses are made of. Maps `[B,S,S]`, logits `[B,K,S,S]`; 255 is ignored (METHODS, notation)."""
import torch
import torch.nn.functional as F

from .net import up

IGNORE = 255


def full(logits, size):
    return up(logits, (size, size))


def judged(logits):
    """Confidence and argmax, without gradient."""
    conf, label = logits.detach().softmax(1).max(1)
    return conf, label


def per_pixel(logits, label):
    """CE of each pixel; 0 where the label is 255."""
    return F.cross_entropy(logits, label.long(), ignore_index=IGNORE, reduction="none")


def labelled_mean(logits, label):
    return per_pixel(logits, label).sum() / (label != IGNORE).sum()


def masked_mean(values, mask, ignore):
    """Σ values·mask / #(ignore ≠ 255)."""
    return (values * mask).sum() / (ignore != IGNORE).sum()


def inside(boxes, size):
    """Where boxes `(left, top, width, height)` lie, `[B,S,S]`; None is no box."""
    mask = torch.zeros(len(boxes), size, size, dtype=torch.bool)
    for m, box in zip(mask, boxes):
        if box:
            left, top, width, height = box
            m[top : top + height, left : left + width] = True
    return mask


def pasted(to, source, mask):
    """`to` with `source` where the mask is; either `[B,S,S]` or bytes `[B,S,S,3]`."""
    to, source = torch.as_tensor(to), torch.as_tensor(source)
    return torch.where(mask[..., None] if to.ndim == 4 else mask, source, to)
