"""Second opinions on the canvas's algorithms.

usage: codecs.py CASES.json
Each case names what we found; what scikit-image, SciPy or pycocotools find must be the same. Prints one line of JSON:
how many of each kind agreed, and the worst figures where only closeness can be asked for.
"""
import base64, json, sys
import numpy as np
from pycocotools import mask as coco
from scipy import ndimage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra
from skimage import color, measure, segmentation


def array(entry, dtype):
    return np.frombuffer(base64.b64decode(entry), dtype)


def same_parts(ours, theirs):
    pairs = {(a, b) for a, b in zip(ours.ravel(), theirs.ravel())}
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def path_costs(costs, seed):
    """All cheapest paths over 8 neighbours: a step costs both pixels times 5, or times 7 on the diagonal."""
    h, w = costs.shape
    numbers = np.arange(h * w).reshape(h, w)
    rows, columns, values = [], [], []
    for dy, dx, step in [(0, 1, 5), (1, 0, 5), (1, 1, 7), (1, -1, 7)]:
        a = numbers[: h - dy, max(0, -dx) : w - max(0, dx)]
        b = numbers[dy:, max(0, dx) : w + min(0, dx)]
        rows.append(a.ravel())
        columns.append(b.ravel())
        values.append(step * (costs.ravel()[a.ravel()].astype(float) + costs.ravel()[b.ravel()]))
    graph = coo_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), (h * w, h * w))
    return dijkstra(graph.tocsr(), directed=False, indices=seed)


result = {'parts': 0, 'distance': 0, 'rle': 0, 'livewire': 0, 'lesions': 0, 'diameterOff': 0.0, 'labOff': 0.0}
for case in json.load(open(sys.argv[1])):
    h, w = case['height'], case['width']
    kind = case['kind']
    if kind == 'mask':
        mask = array(case['mask'], np.uint8).reshape(h, w)
        result['parts'] += same_parts(array(case['parts'], np.int32).reshape(h, w), measure.label(mask == 1, connectivity=1))
        inside = mask != 1
        if (~inside).any():
            exact = np.round(ndimage.distance_transform_edt(inside) ** 2)
            result['distance'] += bool((array(case['distance'], np.float64).reshape(h, w) == exact).all())
        else:
            result['distance'] += 1
        result['rle'] += coco.encode(np.asfortranarray((mask == 1).astype(np.uint8)))['counts'].decode() == case['rle']
        theirs = sorted((r.area, r.feret_diameter_max) for r in measure.regionprops(measure.label(mask == 1, connectivity=1)))
        ours = sorted(map(tuple, case['lesions']))
        result['lesions'] += [a for a, _ in ours] == [a for a, _ in theirs]
        for (_, a), (_, b) in zip(ours, theirs):
            # Theirs goes through the middles of the border's pixel edges, ours from corner to corner.
            if len({area for area, _ in theirs}) == len(theirs):
                result['diameterOff'] = max(result['diameterOff'], abs(a - b))
    if kind == 'livewire':
        costs = array(case['costs'], np.uint8).reshape(h, w)
        theirs = path_costs(costs, case['seed'])
        result['livewire'] += all(theirs[to] == cost for to, cost in case['found'])
    if kind == 'superpixels':
        rgba = array(case['rgba'], np.uint8).reshape(h, w, 4)
        lab = color.rgb2lab(rgba[:, :, :3])
        result['labOff'] = float(max(result['labOff'], np.abs(lab - array(case['lab'], np.float32).reshape(h, w, 3)).max()))
        truth = array(case['truth'], np.uint8).reshape(h, w)
        ours = array(case['labels'], np.int32).reshape(h, w)
        theirs = segmentation.slic(rgba[:, :, :3], n_segments=int(ours.max()) + 1, compactness=10, start_label=0)
        edge = segmentation.find_boundaries(truth, mode='thick')

        def recall(labels):
            near = ndimage.binary_dilation(segmentation.find_boundaries(labels, mode='thick'), iterations=1)
            return float((near & edge).sum() / edge.sum())

        def leak(labels):
            worst = 0
            for label in np.unique(labels):
                counts = np.bincount(truth[labels == label])
                worst += counts.sum() - counts.max()
            return float(worst / truth.size)

        result['superpixels'] = {
            'connected': bool(all(measure.label(ours == n, connectivity=1).max() == 1 for n in np.unique(ours))),
            'count': int(ours.max()) + 1,
            'recall': recall(ours),
            'theirRecall': recall(theirs),
            'leak': leak(ours),
            'theirLeak': leak(theirs),
        }
print(json.dumps(result))
