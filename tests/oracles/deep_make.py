"""Writes pictures of a camera's twelve bits into files of sixteen, as tifffile and Pillow do.

usage: deep_make.py OUT  ->  OUT/<name>.tif|png and OUT/../<name>.bin: the twelve bits, little endian
"""
import sys
from pathlib import Path
import numpy as np
import tifffile
from PIL import Image

out = Path(sys.argv[1]); out.mkdir(parents=True)
rng = np.random.default_rng(4)
def keep(name, pixels): (out.parent / f'{name}.bin').write_bytes(pixels.astype('<u2').tobytes())
grey = rng.integers(0, 4096, (31, 43), np.uint16); grey[0, 0] = 4095
rgb = rng.integers(0, 4096, (31, 43, 3), np.uint16)
wide = rng.integers(0, 65536, (31, 43), np.uint16); wide[0, 0] = 65535
tifffile.imwrite(out / 'grey.tif', grey); keep('grey', grey)
tifffile.imwrite(out / 'rgb.tif', rgb, photometric='rgb'); keep('rgb', rgb)
tifffile.imwrite(out / 'wide.tif', wide); keep('wide', wide)
Image.fromarray(grey.reshape(-1)[::-1].reshape(grey.shape).copy()).save(out / 'png.png'); keep('png', grey.reshape(-1)[::-1])
