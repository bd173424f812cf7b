"""Sets of images and masks as Pillow, tifffile and numpy write them, with the classes that are meant.

usage: mask_files.py FOLDER
Each set lies in FOLDER/<name>/{images,masks}; what is meant, a byte a pixel, in FOLDER/<name>.truth/<stem>.
"""
import io, struct, sys, zlib
from pathlib import Path
import numpy as np
import tifffile
from PIL import Image

root = Path(sys.argv[1])
H, W, COUNT = 60, 80, 3
RED, GREEN = (255, 0, 0), (0, 255, 0)


def truth(n, classes):
    """Discs of one class or two, on a ground of 0."""
    y, x = np.mgrid[:H, :W]
    out = np.zeros((H, W), np.uint8)
    out[(x - 22 - n) ** 2 + (y - 25) ** 2 < 140] = 1
    out[(x - 55) ** 2 + (y - 30 - n) ** 2 < 200] = classes - 1
    return out


def adam7(indices, palette):
    """An interlaced PNG with a palette, 8 bits an index, without filters; Pillow writes none."""
    chunk = lambda kind, body: struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    rows = b''.join(b'\0' + row.tobytes() for y, x, dy, dx in passes for row in indices[y::dy, x::dx])
    head = struct.pack('>IIBBBBB', indices.shape[1], indices.shape[0], 8, 3, 0, 0, 1)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'PLTE', bytes(palette))
            + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def adam7_file(path, mask):
    data = adam7(mask, [0, 0, 0, 200, 30, 30, 30, 200, 30])
    # Pillow agrees that it is what it should be.
    assert np.array_equal(np.array(Image.open(io.BytesIO(data))), mask)
    Path(path).write_bytes(data)


def indexed(mask):
    image = Image.fromarray(mask, 'P')
    image.putpalette([0, 0, 0, 200, 30, 30, 30, 200, 30])
    return image


def coloured(mask, transparent=None):
    out = np.zeros((H, W, 3 if transparent is None else 4), np.uint8)
    for value, colour in ((1, GREEN), (2, RED)):
        out[mask == value, :3] = colour
    if transparent is not None:
        out[..., 3] = np.where(mask > 0, 255, 0)
        out[mask == 0, :3] = transparent
    return out


def jpeg(path, mask, **how):
    """What is meant is what lies in the file: the nearest of the three colours to what Pillow reads."""
    Image.fromarray(coloured(mask)).save(path, **how)
    seen = np.array(Image.open(path)).astype(int)
    away = np.stack([np.abs(seen - np.array(c)).max(axis=2) for c in ((0, 0, 0), GREEN, RED)])
    return away.argmin(axis=0).astype(np.uint8)


def channel(mask):
    out = np.zeros((H, W, 3), np.uint8)
    out[..., 0] = mask
    return out


def alpha(mask, red=0, green=0, blue=0):
    out = np.empty((H, W, 4), np.uint8)
    out[..., :3] = (red, green, blue)
    out[..., 3] = mask * 255
    return out


ICC = None
try:
    from PIL import ImageCms
    ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
except ImportError:
    pass

pil = lambda of, ending, **how: (ending, lambda path, mask: of(mask).save(path, **how))
array = lambda of, ending, **how: pil(lambda mask: Image.fromarray(of(mask)), ending, **how)
tiff = lambda of, **how: ('tif', lambda path, mask: tifffile.imwrite(path, of(mask), **how))
white = lambda mask: mask * np.uint8(255)

SETS = {
    # Black and white: one class beside the ground.
    'white-8': (2, *array(white, 'png')),
    'white-1': (2, *array(lambda m: m.astype(bool), 'png')),
    'white-16': (2, *tiff(lambda m: m.astype(np.uint16) * 65535)),
    'white-jpeg': (2, *array(white, 'jpg', quality=80)),
    'white-rgb': (2, *array(lambda m: np.repeat(white(m)[..., None], 3, 2), 'png')),
    'white-fax': (2, *array(lambda m: m.astype(bool), 'tif', compression='group4')),
    'white-float': (2, *tiff(lambda m: m.astype(np.float32))),
    'white-bool': (2, *tiff(lambda m: m.astype(bool), photometric='minisblack')),
    'alpha-black': (2, *array(alpha, 'png')),
    'alpha-red': (2, *array(lambda m: alpha(m, 255, 0, 0), 'png')),
    'alpha-grey': (2, *pil(lambda m: Image.merge('LA', [Image.new('L', (W, H)), Image.fromarray(white(m))]), 'png')),
    # Three classes by value.
    'value-8': (3, *array(lambda m: m, 'png')),
    'value-16': (3, *array(lambda m: m.astype(np.uint16), 'png')),
    'value-16-tiff': (3, *tiff(lambda m: m.astype(np.uint16))),
    'value-16-deflate': (3, *tiff(lambda m: m.astype(np.uint16), compression='zlib', predictor=True)),
    'value-16-rgb': (3, *tiff(lambda m: np.repeat(m.astype(np.uint16)[..., None], 3, 2), photometric='rgb')),
    'value-32': (3, *tiff(lambda m: m.astype(np.int32))),
    'value-float': (3, *tiff(lambda m: m.astype(np.float32))),
    'value-two-descriptions': (3, *tiff(lambda m: m, description='made of frame', metadata={'axes': 'YX'})),
    'value-big': (3, *tiff(lambda m: m, bigtiff=True, tile=(16, 16))),
    'value-profile': (3, *array(lambda m: np.repeat(m[..., None], 3, 2), 'png', icc_profile=ICC)),
    'value-channel': (3, *array(channel, 'png')),
    'id-16': (3, *array(lambda m: m.astype(np.uint16) * 1000, 'png')),
    'index': (3, *pil(indexed, 'png')),
    'index-4': (3, *pil(indexed, 'png', bits=4)),
    'index-tiff': (3, *pil(indexed, 'tif')),
    'index-bmp': (3, *pil(indexed, 'bmp')),
    'index-interlaced': (3, 'png', adam7_file),
    # Three classes by colour.
    'colour': (3, *array(coloured, 'png')),
    'colour-alpha-black': (3, *array(lambda m: coloured(m, (0, 0, 0)), 'png')),
    'colour-alpha-white': (3, *array(lambda m: coloured(m, (255, 255, 255)), 'png')),
    'colour-jpeg': (3, 'jpg', lambda path, mask: jpeg(path, mask, quality=90, subsampling=0)),
    'colour-jpeg-subsampled': (3, 'jpg', lambda path, mask: jpeg(path, mask, quality=75)),
    # What nobody can tell.
    'value-jpeg': (3, *array(lambda m: m, 'jpg', quality=75)),
    'fractions': (3, *tiff(lambda m: m.astype(np.float32) / 3)),
    'negative': (3, *tiff(lambda m: m.astype(np.int32) - 1)),
    'alpha-hidden': (3, *array(lambda m: np.dstack([coloured(m), np.where(np.arange(W) < W // 2, 0, 255) * np.ones((H, 1))]).astype(np.uint8), 'png')),
}

for name, (classes, ending, write) in SETS.items():
    for part in ('images', 'masks'):
        (root / name / part).mkdir(parents=True)
    (root / f'{name}.truth').mkdir()
    for n in range(COUNT):
        mask = truth(n, classes)
        noise = np.random.default_rng([len(name), n]).integers(60, 190, (H, W, 3), np.uint8)
        Image.fromarray(noise).save(root / name / 'images' / f'frame-{n}.png')
        meant = write(root / name / 'masks' / f'frame-{n}.{ending}', mask)
        (root / f'{name}.truth' / f'frame-{n}').write_bytes((mask if meant is None else meant).tobytes())
