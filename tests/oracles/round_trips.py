"""Masks as they left, read by Pillow, pycocotools and pydicom.

usage: round_trips.py MASKS.json
Prints one line of JSON: how many masks were looked at, and which were not what they should be.
"""
import base64, io, json, sys
import numpy as np
import pydicom
from PIL import Image
from pycocotools import mask as coco


def planes(file, names):
    """What a binary segmentation paints, later segments over earlier ones."""
    data = pydicom.dcmread(io.BytesIO(base64.b64decode(file)))
    pixels = data.pixel_array.reshape(-1, data.Rows, data.Columns)
    labels = {s.SegmentNumber: s.SegmentLabel for s in data.SegmentSequence}
    out = np.zeros((data.Rows, data.Columns), np.uint8)
    for plane, group in zip(pixels, data.PerFrameFunctionalGroupsSequence):
        number = group.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        out[plane == 1] = 255 if labels[number] == 'ignore' else names.index(labels[number])
    return out


masks = json.load(open(sys.argv[1]))
otherwise = []
for n, case in enumerate(masks):
    h, w = case['height'], case['width']
    mask = np.frombuffer(base64.b64decode(case['mask']), np.uint8).reshape(h, w)
    if not np.array_equal(np.array(Image.open(io.BytesIO(base64.b64decode(case['png'])))), mask):
        otherwise.append([n, 'png'])
    for value, counts in zip(case['values'], case['coco']):
        if not np.array_equal(coco.decode({'size': [h, w], 'counts': counts.encode()}), mask == value):
            otherwise.append([n, 'coco', value])
    if not np.array_equal(planes(case['seg'], case['names']), mask):
        otherwise.append([n, 'segmentation'])
print(json.dumps({'seen': len(masks), 'otherwise': otherwise}))
