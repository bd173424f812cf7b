"""Sets of annotated images as other programs write them, with the masks that those programs read out of them.

usage: annotation_sets.py coco|cvat|labelme|label-studio|yolo FOLDER
FOLDER/data gets images and annotations, FOLDER/truth/<stem>.png the masks: 0, and the class from 1 on.
"""
import json, math, random, sys
from pathlib import Path
from xml.sax.saxutils import quoteattr
import numpy as np
from PIL import Image

WIDTH, HEIGHT, COUNT = 120, 90, 30
LABELS = ['benign', 'malignant']
kind, out = sys.argv[1], Path(sys.argv[2])
rng = random.Random(7)


def put(n, mask, folder='data'):
    (out / folder).mkdir(parents=True, exist_ok=True)
    (out / 'truth').mkdir(exist_ok=True)
    pixels = np.random.default_rng(n).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
    Image.fromarray(pixels).save(out / folder / f'f{n}.png')
    Image.fromarray(mask).save(out / 'truth' / f'f{n}.png')


def outline():
    """A hand-drawn lesion: corners anywhere between pixels, some outside the image."""
    cx, cy, corners = rng.uniform(-5, WIDTH), rng.uniform(-5, HEIGHT), rng.randint(3, 24)
    turns = [2 * math.pi * i / corners for i in range(corners)]
    return [(round(cx + math.cos(a) * r, 2), round(cy + math.sin(a) * r, 2))
            for a in turns for r in [rng.uniform(5, 30)]]


def flat(points):
    return [c for point in points for c in point]


def polygon_mask(points):
    from pycocotools import mask
    parts = mask.frPyObjects([flat(points)], HEIGHT, WIDTH)
    return mask.decode(mask.merge(parts)).astype(bool)


def runs_mask():
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for _ in range(3):
        y, x = np.ogrid[:HEIGHT, :WIDTH]
        mask ^= (y - rng.uniform(0, HEIGHT)) ** 2 + (x - rng.uniform(0, WIDTH)) ** 2 < rng.uniform(5, 25) ** 2
    return mask


def turned(points, cx, cy, degrees):
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in points]


def coco():
    """pycocotools: polygons, compressed and plain run lengths, texts as ids."""
    import contextlib, io
    from pycocotools import mask as coder
    from pycocotools.coco import COCO
    images, annotations = [], []
    for n in range(COUNT):
        images.append({'id': f'i{n}', 'file_name': f'f{n}.png', 'width': WIDTH, 'height': HEIGHT})
        for _ in range(rng.randint(1, 3)):
            runs = coder.encode(np.asfortranarray(runs_mask().astype(np.uint8)))
            runs['counts'] = runs['counts'].decode()
            shape = runs if rng.random() < 0.3 else [flat(outline()), flat(outline())]
            annotations.append({'id': len(annotations) + 1, 'image_id': f'i{n}', 'category_id': rng.randint(1, 2),
                                'segmentation': shape, 'iscrowd': 0, 'bbox': [0, 0, 1, 1], 'area': 1})
    categories = [{'id': i + 1, 'name': name} for i, name in enumerate(LABELS)]
    (out / 'data').mkdir(parents=True)
    path = out / 'data/annotations.json'
    path.write_text(json.dumps({'images': images, 'annotations': annotations, 'categories': categories}))
    with contextlib.redirect_stdout(io.StringIO()):
        read = COCO(path)
    for n in range(COUNT):
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        for one in read.loadAnns(read.getAnnIds(imgIds=[f'i{n}'])):
            mask[read.annToMask(one) > 0] = one['category_id']
        put(n, mask)


def cvat():
    """CVAT for images 1.1: each shape where CVAT's own masks have it, one over the other by z_order, then by place."""
    images = []
    for n in range(COUNT):
        shapes = []
        for k in range(rng.randint(2, 5)):
            z, value = rng.randint(-1, 2), rng.randint(1, 2)
            rest = f'label="{LABELS[value - 1]}" source="manual" occluded="0" z_order="{z}"'
            which = rng.choice(['polygon', 'box', 'ellipse', 'mask'])
            cx, cy, rx, ry, degrees = (round(rng.uniform(a, b), 2) for a, b in
                                       [(10, 110), (10, 80), (4, 25), (4, 25), (0, 360)])
            if which == 'polygon':
                points = outline()
                text = f'<polygon {rest} points="{";".join(f"{x},{y}" for x, y in points)}"/>'
                mask = polygon_mask(points)
            elif which == 'box':
                corners = [(cx - rx, cy - ry), (cx + rx, cy - ry), (cx + rx, cy + ry), (cx - rx, cy + ry)]
                text = f'<box {rest} xtl="{cx - rx}" ytl="{cy - ry}" xbr="{cx + rx}" ybr="{cy + ry}" rotation="{degrees}"/>'
                mask = polygon_mask(turned(corners, cx, cy, degrees))
            elif which == 'ellipse':
                text = f'<ellipse {rest} cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}" rotation="{degrees}"/>'
                around = [2 * math.pi * i / 256 for i in range(256)]
                points = [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in around]
                mask = polygon_mask(turned(points, cx, cy, degrees))
            else:
                mask = runs_mask()
                counts, before = [0], False
                for value_at in mask.ravel().tolist():
                    if value_at != before:
                        counts.append(0)
                        before = value_at
                    counts[-1] += 1
                text = (f'<mask {rest} rle="{", ".join(map(str, counts))}" left="0" top="0" '
                        f'width="{WIDTH}" height="{HEIGHT}"/>')
            shapes.append((z, k, text, mask, value))
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        for _, _, _, one, value in sorted(shapes, key=lambda s: s[:2]):
            mask[one] = value
        put(n, mask, 'data/images')
        body = ''.join(text for _, _, text, _, _ in shapes)
        images.append(f'<image id="{n}" name="f{n}.png" width="{WIDTH}" height="{HEIGHT}">{body}</image>')
    labels = ''.join(f'<label><name>{name}</name></label>' for name in LABELS)
    meta = f'<meta><task><labels>{labels}</labels></task></meta>'
    (out / 'data/annotations.xml').write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<annotations><version>1.1</version>{meta}{"".join(images)}</annotations>')


def labelme():
    """labelme: all kinds of shapes that enclose something, drawn by labelme itself."""
    import base64, io
    from labelme.utils import shapes_to_label
    for n in range(COUNT):
        shapes, drawn = [], []
        for _ in range(rng.randint(1, 4)):
            cx, cy, rx, ry = (rng.uniform(a, b) for a, b in [(30, 90), (30, 60), (3, 25), (3, 25)])
            kind = rng.choice(['polygon', 'rectangle', 'circle', 'mask'])
            points = {'polygon': outline(), 'rectangle': [(cx - rx, cy - ry), (cx + rx, cy + ry)],
                      'circle': [(cx, cy), (cx + rx, cy)], 'mask': [(4, 5), (4 + 49, 5 + 39)]}[kind]
            shape = {'label': rng.choice(LABELS), 'shape_type': kind, 'points': [list(p) for p in points],
                     'group_id': None, 'flags': {}, 'description': ''}
            drawn.append(dict(shape))
            if kind == 'mask':
                pixels = runs_mask()[:40, :50]
                file = io.BytesIO()
                Image.fromarray(pixels.astype(np.uint8)).save(file, 'PNG')
                shape['mask'], drawn[-1]['mask'] = base64.b64encode(file.getvalue()).decode(), pixels
            shapes.append(shape)
        values = {name: i + 1 for i, name in enumerate(LABELS)}
        mask, _ = shapes_to_label((HEIGHT, WIDTH), drawn, values)
        put(n, mask.astype(np.uint8))
        (out / 'data' / f'f{n}.json').write_text(json.dumps({
            'version': '5.5.0', 'flags': {}, 'shapes': shapes, 'imagePath': f'f{n}.png', 'imageData': None,
            'imageHeight': HEIGHT, 'imageWidth': WIDTH}))


def label_studio():
    """Label Studio: brushes in the code of its converter, polygons, and a name as an upload has it."""
    from label_studio_converter.brush import encode_rle
    tasks = []
    for n in range(COUNT):
        mask, results = np.zeros((HEIGHT, WIDTH), np.uint8), []
        for value in (1, 2):
            size = {'original_width': WIDTH, 'original_height': HEIGHT, 'from_name': 'tag', 'to_name': 'image'}
            if rng.random() < 0.5:
                painted = runs_mask()
                rle = encode_rle(np.repeat(painted.ravel().astype(np.uint8) * 255, 4))
                shape = {'format': 'rle', 'rle': rle, 'brushlabels': [LABELS[value - 1]]}
                results.append({'type': 'brushlabels', 'value': shape, **size})
            else:
                points = outline()
                painted = polygon_mask([(x / WIDTH * 100 * WIDTH / 100, y / HEIGHT * 100 * HEIGHT / 100) for x, y in points])
                shape = {'points': [[x / WIDTH * 100, y / HEIGHT * 100] for x, y in points], 'closed': True,
                         'polygonlabels': [LABELS[value - 1]]}
                results.append({'type': 'polygonlabels', 'value': shape, **size})
            mask[painted] = value
        put(n, mask)
        tasks.append({'id': n, 'data': {'image': f'/data/upload/1/{n:08x}-f{n}.png'},
                      'annotations': [{'result': results, 'was_cancelled': False}]})
    (out / 'data/project-1.json').write_text(json.dumps(tasks))


def yolo():
    """YOLO segmentation, read by supervision."""
    from supervision import DetectionDataset
    for n in range(COUNT):
        put(n, np.zeros((HEIGHT, WIDTH), np.uint8), 'data/train/images')
        (out / 'data/train/labels').mkdir(parents=True, exist_ok=True)
        lines = [' '.join([str(rng.randint(0, 1)), *(f'{c:.6f}' for x, y in outline()
                 for c in (min(1, max(0, x / WIDTH)), min(1, max(0, y / HEIGHT))))]) for _ in range(rng.randint(0, 3))]
        (out / f'data/train/labels/f{n}.txt').write_text('\n'.join(lines))
    (out / 'data/data.yaml').write_text(f'train: train/images\nnc: 2\nnames: {LABELS}\n')
    read = DetectionDataset.from_yolo(str(out / 'data/train/images'), str(out / 'data/train/labels'),
                                      str(out / 'data/data.yaml'), force_masks=True)
    for path, _, found in read:
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        for one, label in zip(found.mask if found.mask is not None else [], found.class_id):
            mask[one] = label + 1
        Image.fromarray(mask).save(out / 'truth' / Path(path).name)


{'coco': coco, 'cvat': cvat, 'labelme': labelme, 'label-studio': label_studio, 'yolo': yolo}[kind]()
