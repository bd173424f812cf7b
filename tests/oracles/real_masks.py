"""Masks of a real set as Pillow reads them, a byte a pixel.

usage: real_masks.py MASKS OUT values|white
Writes OUT/<stem>: the values as they stand, or 1 where any channel is more than half of white.
"""
import sys
from pathlib import Path
import numpy as np
from PIL import Image

masks, out, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
out.mkdir(parents=True)
for path in masks.iterdir():
    data = np.asarray(Image.open(path))
    if how == 'white':
        data = (data > 127).reshape(*data.shape[:2], -1).any(axis=2)
    (out / path.stem).write_bytes(data.astype(np.uint8).tobytes())
