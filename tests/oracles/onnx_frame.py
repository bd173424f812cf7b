"""Predicts a picture with an exported ONNX model as the notes of its file say, and compares with what predict wrote.

usage: onnx_frame.py MODEL PICTURE PROBABILITIES.npy MASK.png
Prints one line of JSON: the notes, how far probabilities lie apart at most and on average, and pixels of another class; then
the same where the notes on size are passed over.
"""
import json, re, sys
import numpy as np
import onnxruntime
from PIL import Image

model, picture, probabilities, mask = sys.argv[1:]
session = onnxruntime.InferenceSession(model, providers=['CPUExecutionProvider'])
notes = session.get_modelmeta().custom_metadata_map
mean, deviation = [np.array([float(v) for v in group.split(',')], np.float32) for group in re.findall(r'\(([^)]*)\)', notes['input'])]
frame = Image.open(picture).convert('RGB')
theirs = np.load(probabilities).astype(np.float32) / 255
label = np.array(Image.open(mask))

def enlarged(values, width, height):
    """Bilinear, corners on corners."""
    k, h, w = values.shape
    def places(n, size): return np.zeros(n) if n == 1 else np.arange(n) * (size - 1) / (n - 1)
    y, x = places(height, h), places(width, w)
    y0, x0 = np.minimum(y.astype(int), h - 1), np.minimum(x.astype(int), w - 1)
    y1, x1 = np.minimum(y0 + 1, h - 1), np.minimum(x0 + 1, w - 1)
    fy, fx = (y - y0)[None, :, None], (x - x0)[None, None]
    top = values[:, y0][:, :, x0] * (1 - fx) + values[:, y0][:, :, x1] * fx
    low = values[:, y1][:, :, x0] * (1 - fx) + values[:, y1][:, :, x1] * fx
    return top * (1 - fy) + low * fy

def predicted(side):
    image = frame
    if side and max(frame.size) > side:
        scale = side / max(frame.size)
        image = frame.resize([max(1, round(v * scale)) for v in frame.size], Image.BILINEAR)
    x = (np.asarray(image, np.float32) / 255 - mean) / deviation
    (logits,) = session.run(None, {'image': np.ascontiguousarray(x.transpose(2, 0, 1)[None])})
    logits = enlarged(logits[0], *frame.size)
    shares = np.exp(logits - logits.max(0)); shares /= shares.sum(0)
    apart = np.abs(shares - theirs)
    return {'most': float(apart.max()), 'mean': float(apart.mean()), 'pixels': int((shares.argmax(0) != label).sum())}

side = None if notes['frameSide'] == 'native' else int(notes['frameSide'])
print(json.dumps({'notes': notes, 'shape': list(theirs.shape), 'asSaid': predicted(side), 'native': predicted(None)}))
