"""Reads an export with a program of others and compares its masks with those that left.

usage: read_annotations.py coco|cvat|labelme|label-studio|yolo|voc FOLDER TRUTH
TRUTH holds <stem>.png, grey: 0, 1, 2, and 255 for what is ignored. Prints one line of JSON: masks and pixels that differ.
"""
import contextlib, io, json, sys
from pathlib import Path
import numpy as np
from PIL import Image

VALUES = {'benign': 1, 'malignant': 2, 'ignore': 255}
kind, folder = sys.argv[1], Path(sys.argv[2])
truth = {p.stem: np.array(Image.open(p)) for p in Path(sys.argv[3]).glob('*.png')}


def coco():
    from pycocotools import mask as coder
    from pycocotools.coco import COCO
    with contextlib.redirect_stdout(io.StringIO()):
        read = COCO(folder / 'annotations.json')
    for image in read.loadImgs(read.getImgIds()):
        mask = np.zeros((image['height'], image['width']), np.uint8)
        for one in read.loadAnns(read.getAnnIds(imgIds=[image['id']])):
            mask[read.annToMask(one) > 0] = VALUES[read.loadCats(one['category_id'])[0]['name']]
            box = coder.toBbox(read.annToRLE(one)).tolist()
            assert box == one['bbox'], (image['file_name'], box, one['bbox'])
        yield Path(image['file_name']).stem, mask


def cvat():
    from datumaro import Dataset
    from datumaro.components.annotation import AnnotationType
    read = Dataset.import_from(str(folder), 'cvat')
    names = [c.name for c in read.categories()[AnnotationType.label]]
    for item in read:
        mask = np.zeros(truth[Path(item.id).name].shape, np.uint8)
        for one in item.annotations:
            if one.type == AnnotationType.mask:
                mask[one.image > 0] = VALUES[names[one.label]]
        yield Path(item.id).name, mask


def labelme():
    import base64
    from labelme.utils import shapes_to_label
    for path in folder.glob('*.json'):
        content = json.loads(path.read_text())
        for shape in content['shapes']:
            if shape['mask']:
                shape['mask'] = np.array(Image.open(io.BytesIO(base64.b64decode(shape['mask'])))).astype(bool)
        size = (content['imageHeight'], content['imageWidth'])
        yield path.stem, shapes_to_label(size, content['shapes'], VALUES)[0].astype(np.uint8)


def label_studio():
    from label_studio_converter.brush import decode_rle
    for task in json.loads((folder / 'tasks.json').read_text()):
        stem = Path(task['data']['image']).stem
        mask = np.zeros(truth[stem].shape, np.uint8)
        for one in task['annotations'][0]['result']:
            pixels = decode_rle(one['value']['rle']).reshape(one['original_height'], one['original_width'], 4)
            mask[pixels[:, :, 3] > 0] = VALUES[one['value']['brushlabels'][0]]
        yield stem, mask


def yolo():
    from supervision import DetectionDataset
    for split in ('train', 'val', 'test'):
        images = folder / 'images' / split
        if not images.is_dir():
            continue
        read = DetectionDataset.from_yolo(images_directory_path=str(images), force_masks=True,
                                          annotations_directory_path=str(folder / 'labels' / split),
                                          data_yaml_path=str(folder / 'data.yaml'))
        for path, _, found in read:
            mask = np.zeros(truth[Path(path).stem].shape, np.uint8)
            for one, label in zip(found.mask if found.mask is not None else [], found.class_id):
                mask[one] = VALUES[read.classes[label]]
            yield Path(path).stem, mask


def voc():
    from datumaro import Dataset
    from datumaro.components.annotation import AnnotationType
    read = Dataset.import_from(str(folder), 'voc_segmentation')
    names = [c.name for c in read.categories()[AnnotationType.label]]
    for item in read:
        stem = Path(item.id).name
        mask = np.zeros(truth[stem].shape, np.uint8)
        for one in item.annotations:
            if one.type == AnnotationType.mask and names[one.label] in VALUES:
                mask[one.image > 0] = VALUES[names[one.label]]
        yield stem, mask


read = {'coco': coco, 'cvat': cvat, 'labelme': labelme, 'label-studio': label_studio, 'yolo': yolo, 'voc': voc}
masks = dict(read[kind]())
assert masks.keys() == truth.keys(), (sorted(masks), sorted(truth))
print(json.dumps({'files': len(masks), 'differing': int(sum((masks[s] != truth[s]).sum() for s in truth))}))
