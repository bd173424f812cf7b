"""Pixels as Pillow and pydicom read them: for each line "kind path" of standard input one line of JSON.

{"size": [w, h], "complaint": str or null}; where it reads, its red, green and blue lie in <path>.rgb, 8 bits each.
"""
import io, json, logging, sys, warnings
import numpy as np
import pydicom
from PIL import Image

warnings.simplefilter("error")
Image.MAX_IMAGE_PIXELS = 64_000_000
said = []


class Listener(logging.Handler):
    def emit(self, record):
        said.append(record.getMessage())


logging.getLogger("pydicom").addHandler(Listener(level=logging.WARNING))


def pillow(path):
    with Image.open(path) as image:
        if getattr(image, "n_frames", 1) > 1:
            raise ValueError("several pictures")
        image.load()
        if image.mode.startswith("I"):
            return np.repeat((np.asarray(image) >> 8).astype(np.uint8)[..., None], 3, axis=2)
        if image.mode == "CMYK":
            raise ValueError("inks")
        return np.asarray(image.convert("RGB"))


def dicom(path):
    d = pydicom.dcmread(path)
    # The samples of these lie together, whatever the header calls their order; pydicom takes its word.
    if d.file_meta.TransferSyntaxUID.is_compressed and not d.file_meta.TransferSyntaxUID.is_deflated and "PlanarConfiguration" in d:
        d.PlanarConfiguration = 0
    a = d.pixel_array
    if int(d.get("NumberOfFrames", 1)) > 1:
        a = a[0]
    if d.SamplesPerPixel == 1:
        if d.BitsAllocated > 8:
            a = a >> 8
        a = np.repeat(a[..., None], 3, axis=2)
    return a.astype(np.uint8)


for line in sys.stdin:
    kind, path = line.rstrip("\n").split(" ", 1)
    said.clear()
    try:
        pixels = dicom(path) if kind == "dicom" else pillow(path)
        open(path + ".rgb", "wb").write(np.ascontiguousarray(pixels).tobytes())
        answer = {"size": [pixels.shape[1], pixels.shape[0]], "complaint": said[0] if said else None}
    except BaseException as error:
        answer = {"size": None, "complaint": f"{type(error).__name__}: {str(error)[:120]}"}
    print(json.dumps(answer), flush=True)
