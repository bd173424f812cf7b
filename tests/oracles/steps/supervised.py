"""METHODS 1.1: cross-entropy of the labelled weak view."""
from .net import pixels
from .terms import full, labelled_mean


def step(given, student):
    logits = full(student.forward(pixels(given.labelled), "train")["logits"], given.size)
    return {"supervised": labelled_mean(logits, given.label)}, {}
