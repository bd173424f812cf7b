"""Reads exports with the libraries that others use, and compares with the masks that left.

usage: read_exports.py TRUTH COCO DICOM
TRUTH holds <stem>.png grey masks. Prints one line of JSON: what agreed.
"""
import json, sys
from pathlib import Path
import numpy as np
from PIL import Image

truth = {p.stem: np.array(Image.open(p)) for p in Path(sys.argv[1]).glob('*.png')}

from pycocotools.coco import COCO
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()):
    coco = COCO(Path(sys.argv[2]) / 'annotations.json')
bad = 0
for image in coco.loadImgs(coco.getImgIds()):
    mask = np.zeros((image['height'], image['width']), np.uint8)
    for a in coco.loadAnns(coco.getAnnIds(imgIds=[image['id']])):
        m = coco.annToMask(a)
        assert abs(int(m.sum()) - a['area']) < 1e-9, a['id']
        mask[m > 0] = a['category_id']
    bad += int((mask != truth[Path(image['file_name']).stem]).sum())
result = {'coco': bad}

import highdicom, pydicom
folder = Path(sys.argv[3])
bad = read = 0
for path in sorted((folder / 'segmentations').glob('*.dcm')):
    seg = highdicom.seg.segread(path)
    image = pydicom.dcmread(folder / 'images' / path.name)
    assert image.pixel_array.shape == (image.Rows, image.Columns, 3)
    source = image.SOPInstanceUID
    numbers = list(seg.segment_numbers)
    planes = seg.get_pixels_by_source_instance([source], segment_numbers=numbers, ignore_spatial_locations=True)
    names = [seg.get_segment_description(n).segment_label for n in numbers]
    values = {'benign': 1, 'malignant': 2, 'ignore': 255}
    mask = np.zeros(planes.shape[1:3], np.uint8)
    for i, name in enumerate(names): mask[planes[0, :, :, i] > 0] = values[name]
    bad += int((mask != truth[path.stem]).sum()); read += 1
result.update(highdicom=bad, segmentations=read)
print(json.dumps(result))
