"""Sets of images and masks in the folders and under the names that other people use, as Pillow writes them.

usage: mask_layouts.py FOLDER
Writes FOLDER/<name>/… and FOLDER/meant.json: for each set, how many frames there are and the numbers of those with a mask.
Frame n has n as the value of all its pixels; on its mask the first n + 1 rows are 1.
"""
import json, sys, unicodedata
from pathlib import Path
import numpy as np
from PIL import Image
from pycocotools import mask as coco

root = Path(sys.argv[1])
H, W = 40, 30
meant = {}


def mask_of(n):
    out = np.zeros((H, W), np.uint8)
    out[: n + 1] = 1
    return out


class Set:
    def __init__(self, name):
        self.name, self.folder = name, root / name
        meant[name] = {'frames': 0, 'masked': []}

    def at(self, path):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        return self.folder / path

    def frame(self, n, path):
        Image.fromarray(np.full((H, W, 3), n, np.uint8)).save(self.at(path))
        meant[self.name]['frames'] += 1
        return self

    def mask(self, n, path):
        Image.fromarray(mask_of(n)).save(self.at(path))
        meant[self.name]['masked'].append(n)
        return self

    def pair(self, n, frame, mask):
        return self.frame(n, frame).mask(n, mask)

    def stray(self, path):
        Image.fromarray(mask_of(30)).save(self.at(path))
        return self

    def json(self, path, what):
        self.at(path).write_text(json.dumps(what))
        return self


def coco_of(names):
    """Images by the names that a file gives them, with the masks of their numbers; run lengths as pycocotools packs them."""
    def annotation(n):
        packed = coco.encode(np.asfortranarray(mask_of(n)))
        return {'id': n + 1, 'image_id': n + 1, 'category_id': 1, 'iscrowd': 0, 'bbox': [0, 0, W, n + 1], 'area': W * (n + 1),
                'segmentation': {'size': packed['size'], 'counts': packed['counts'].decode()}}
    return {'images': [{'id': n + 1, 'file_name': name, 'width': W, 'height': H} for n, name in names.items()],
            'annotations': [annotation(n) for n in names],
            'categories': [{'id': 1, 'name': 'benign'}]}


def drawn(s, *numbers):
    meant[s.name]['masked'] += numbers


def cvat_of(names):
    box = lambda n: f'<box label="benign" xtl="0" ytl="0" xbr="{W}" ybr="{n + 1}"/>'
    images = ''.join(f'<image id="{n}" name="{name}" width="{W}" height="{H}">{box(n)}</image>' for n, name in names.items())
    return f'<?xml version="1.0"?><annotations><version>1.1</version>{images}</annotations>'


def labelme_of(n, path):
    # labelme draws a shape's line as well: the row that it runs along belongs to it.
    return {'version': '5.5.0', 'imagePath': path, 'imageHeight': H, 'imageWidth': W, 'flags': {}, 'imageData': None,
            'shapes': [{'label': 'benign', 'shape_type': 'rectangle', 'points': [[0, 0], [W - 1, n]], 'flags': {}, 'group_id': None}]}


# Pairs of folders.
s = Set('nested-pairs')
for n, who in enumerate('abc'):
    s.pair(n, f'{who}/images/1.png', f'{who}/masks/1.png')
s = Set('pairs-with-subfolders')
for n, who in enumerate('abc'):
    s.pair(n, f'images/{who}/1.png', f'masks/{who}/1.png')
s = Set('split-pairs')
for n, split in enumerate(('train', 'val', 'test')):
    s.pair(n, f'{split}/images/1.png', f'{split}/masks/1.png')
s = Set('splits-below-pairs')
for n, split in enumerate(('train', 'val')):
    s.pair(n, f'images/{split}/1.png', f'masks/{split}/1_mask.png')
s = Set('train-gt')
for n in range(3):
    s.pair(n, f'train/{n}.png', f'train_gt/{n}.png')
s = Set('isic')
for n in range(2):
    s.pair(n, f'ISIC2018_Task1_Training_Input/ISIC_{n}.jpg', f'ISIC2018_Task1_Training_GroundTruth/ISIC_{n}_segmentation.png')
s = Set('nnunet')
for n in range(2):
    s.pair(n, f'imagesTr/case_{n}_0000.png', f'labelsTr/case_{n}.png')
s.pair(2, 'imagesTs/case_2_0000.png', 'labelsTs/case_2.png').json('dataset.json', {'labels': {'background': 0, 'lesion': 1}})
s = Set('voc')
for n in range(3):
    s.frame(n, f'JPEGImages/2007_{n}.png').at(f'Annotations/2007_{n}.xml').write_text('<annotation/>')
for n in range(2):
    s.mask(n, f'SegmentationClass/2007_{n}.png')
s.stray('SegmentationObject/2007_0.png')
meant['voc']['refused'] = {'notOfSet': 1}
s = Set('masks-below-images')
for n in range(2):
    s.pair(n, f'{n}.png', f'masks/{n}_mask.png')
s = Set('flat-masks')
for n, who in enumerate('ab'):
    s.pair(n, f'images/{who}/{who}{n}.png', f'masks/{who}{n}.png')
s = Set('numbered')
for n in range(2):
    s.pair(n, f'images/img_{n}.png', f'masks/mask_{n}.png')
s = Set('gif-masks')
s.frame(0, 'images/1.png').stray('masks/1.gif')
s = Set('accents')
s.pair(0, 'images/' + unicodedata.normalize('NFC', 'Jürgen.png'), 'masks/' + unicodedata.normalize('NFD', 'Jürgen_mask.png'))

# Masks beside their frames.
s = Set('beside')
s.pair(0, 'a/1.png', 'a/1_mask.png').pair(1, 'b/1.png', 'b/1_mask.png').pair(2, 'b/2_image.png', 'b/2_mask.png')
s.frame(3, 'b/3.png').stray('b/4_mask.png')
meant['beside']['refused'] = {'maskWithoutFrame': 1}
s = Set('beside-in-images')
s.pair(0, 'images/1.png', 'images/1_mask.png').pair(1, 'images/2.png', 'images/2-gt.png')
s = Set('several-masks')
s.pair(0, 'benign (1).png', 'benign (1)_mask.png').stray('benign (1)_mask_1.png')
meant['several-masks']['refused'] = {'maskTwice': 1}
s = Set('masks-alone')
s.stray('masks/1.png').stray('masks/2.png')
meant['masks-alone']['refused'] = {'maskWithoutFrame': 2}

s = Set('masks-chosen')
s.stray('images/1.png').stray('masks/1.png')
meant['masks-chosen']['refused'] = {'maskWithoutFrame': 1}

# Equal names in files of annotations.
s = Set('coco-subfolders')
for n, who in enumerate('ab'):
    s.frame(n, f'{who}/1.png')
s.json('annotations.json', coco_of({0: 'a/1.png', 1: 'b/1.png'}))
drawn(s, 0, 1)
s = Set('coco-other-folder')
s.frame(0, 'train/1.png').json('annotations/all.json', coco_of({1: 'val/1.png', 0: 'train/1.png'}))
drawn(s, 0)
meant['coco-other-folder']['refused'] = {'imageNotThere': 1}
s = Set('coco-beside-root')
s.stray('1.png').frame(1, 'images/b/1.png').json('annotations.json', coco_of({1: 'b/1.png'}))
drawn(s, 1)
meant['coco-beside-root']['refused'] = {'notOfSet': 1}
s = Set('roboflow')
for n, split in enumerate(('train', 'valid')):
    s.frame(n, f'{split}/1.png').json(f'{split}/_annotations.coco.json', coco_of({n: '1.png'}))
drawn(s, 0, 1)
s = Set('cvat-subfolders')
for n, who in enumerate('ab'):
    s.frame(n, f'images/{who}/1.png')
s.at('job_12.xml').write_text(cvat_of({0: 'a/1.png', 1: 'b/1.png'}))
drawn(s, 0, 1)
s = Set('labelme-paths')
s.frame(0, 'images/1.png').json('labels/1.json', labelme_of(0, '../images/1.png'))
s.frame(1, 'images/2.png').json('labels/2.json', labelme_of(1, '..\\images\\2.png'))
s.frame(2, 'other/1.png').json('other/1.json', labelme_of(2, 'C:\\Users\\me\\1.png'))
drawn(s, 0, 1, 2)

# What is of several layouts.
s = Set('pairs-and-coco')
s.pair(0, 'one/images/1.png', 'one/masks/1.png').frame(1, 'two/1.png').json('two/set.json', coco_of({1: '1.png'}))
drawn(s, 1)
s = Set('coco-and-unlisted')
s.frame(0, '1.png').frame(1, '2.png').json('set.json', coco_of({0: '1.png'})).stray('overlays/1.png')
drawn(s, 0)
meant['coco-and-unlisted']['refused'] = {'notOfSet': 1}

(root / 'meant.json').write_text(json.dumps(meant))
