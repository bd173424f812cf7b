"""Second opinion on box assist: what Python's onnxruntime makes of the same pictures and prompts, done the documented way.

usage: sam_masks.py CASES.json
The cases name the two nets and, of each picture, its prompts with the file of the mask that we found, one byte a pixel. A
click is fed what the net made of the prompt before it. Prints one line of JSON: of each prompt the share of pixels that
agree, the score, and how many pixels are within.
"""
import json, sys
import numpy as np
import onnxruntime
from PIL import Image

cases = json.load(open(sys.argv[1]))
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
encoder, decoder = (onnxruntime.InferenceSession(cases[part], options, providers=['CPUExecutionProvider']) for part in ('encoder', 'decoder'))
mean, spread = np.array([123.675, 116.28, 103.53]), np.array([58.395, 57.12, 57.375])


def features(path):
    image = Image.open(path).convert('RGB')
    scale = 1024 / max(image.size)
    seen = tuple(int(side * scale + 0.5) for side in image.size)
    pixels = (np.asarray(image.resize(seen, Image.BILINEAR), np.float64) - mean) / spread
    padded = np.zeros((1024, 1024, 3), np.float32)
    padded[: seen[1], : seen[0]] = pixels
    (out,) = encoder.run(['output'], {'input': padded.transpose(2, 0, 1)[None]})
    return out, image.size, scale


results = []
for frame in cases['frames']:
    embedding, (width, height), scale = features(frame['picture'])
    before, clicks_before = None, None
    for prompt in frame['prompts']:
        left, top, right, bottom = (prompt['box'][side] for side in ('left', 'top', 'right', 'bottom'))
        clicks = prompt['clicks']
        points = [[left, top], [right, bottom], *([c['x'], c['y']] for c in clicks)]
        labels = [2, 3, *(1 if c['adds'] else 0 for c in clicks)]
        follows = len(clicks) > 0
        assert not follows or len(clicks) == clicks_before + 1, 'each prompt has one click more than the one before'
        mask, score, before = decoder.run(['masks', 'iou_predictions', 'low_res_masks'], {
            'image_embeddings': embedding,
            'point_coords': np.array([points], np.float32) * np.float32(scale),
            'point_labels': np.array([labels], np.float32),
            'mask_input': before if follows else np.zeros((1, 1, 256, 256), np.float32),
            'has_mask_input': np.array([1 if follows else 0], np.float32),
            'orig_im_size': np.array([height, width], np.float32),
        })
        clicks_before = len(clicks)
        theirs = mask[0, 0] > 0
        ours = np.fromfile(prompt['mask'], np.uint8).reshape(height, width) == 1
        results.append({'equal': float((ours == theirs).mean()), 'score': float(score[0, 0]), 'within': int(theirs.sum())})
print(json.dumps(results))
