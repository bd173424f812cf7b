"""Writes what Pillow makes of a small image, for tests/unit/main/trainer/data/pillow.json.

The image is 24×20, drawn with mulberry32(5); python pillow_views.py > pillow.json
"""
import json
import sys

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

WIDTH, HEIGHT = 24, 20


def mulberry32(state):
    while True:
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = state
        t = ((t ^ (t >> 15)) * (t | 1)) & 0xFFFFFFFF
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & 0xFFFFFFFF
        yield ((t ^ (t >> 14)) & 0xFFFFFFFF) / 4294967296


def hue(image, turn):
    h, s, v = image.convert("HSV").split()
    shifted = (np.asarray(h, np.int32) + int(turn * 255)) % 256
    return Image.merge("HSV", (Image.fromarray(shifted.astype(np.uint8)), s, v)).convert("RGB")


random = mulberry32(5)
# Smooth rises with noise on them: blur and resize show on those, colour on the noise.
pixels = np.array(
    [[[int((x * 7 + y * 5 + c * 60 + 90 * next(random)) % 256) for c in range(3)] for x in range(WIDTH)] for y in range(HEIGHT)],
    np.uint8,
)
image = Image.fromarray(pixels)
views = {
    "brightness": [[f, ImageEnhance.Brightness(image).enhance(f)] for f in (0.55, 1.0, 1.43)],
    "contrast": [[f, ImageEnhance.Contrast(image).enhance(f)] for f in (0.6, 1.37)],
    "saturation": [[f, ImageEnhance.Color(image).enhance(f)] for f in (0.52, 1.46)],
    "hue": [[f, hue(image, f)] for f in (-0.25, -0.07, 0.11, 0.25)],
    "grey": [[0, image.convert("L").convert("RGB")]],
    "blur": [[f, image.filter(ImageFilter.GaussianBlur(f))] for f in (0.1, 0.6, 1.3, 2.0)],
    "autocontrast": [[f, ImageOps.autocontrast(ImageEnhance.Contrast(image).enhance(f))] for f in (0.0, 0.4, 1.0)],
    "equalize": [[f, ImageOps.equalize(ImageEnhance.Contrast(image).enhance(f))] for f in (0.0, 0.4, 1.0)],
    "posterize": [[bits, ImageOps.posterize(image, bits)] for bits in (4, 5, 6, 7)],
    "solarize": [[level, ImageOps.solarize(image, level)] for level in (1, 128, 255)],
    "sharpness": [[f, ImageEnhance.Sharpness(image).enhance(f)] for f in (0.05, 0.5, 0.95)],
    "resize": [[f, image.resize((int(WIDTH * f), int(HEIGHT * f)), Image.BILINEAR)] for f in (0.5, 0.75, 1.5, 2.0)],
}
flat = lambda i: np.asarray(i).reshape(-1).tolist()
out = {name: [{"by": by, "pixels": flat(view)} for by, view in list_] for name, list_ in views.items()}
json.dump({"width": WIDTH, "height": HEIGHT, "image": flat(image), **out}, sys.stdout, separators=(",", ":"))
