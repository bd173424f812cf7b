"""What others say of how alike two readers are: agreement.py pairs.raw width height classes > agreement.json

Kappa by scikit-learn, over all classes and of each lesion class against the rest, without pixels that either ignores (255);
surface Dice at 1, 2 and 3.5 px by DeepMind's surface-distance, ignored pixels being background of both.
"""
import json
import math
import sys
import warnings

import numpy as np
import surface_distance
from sklearn.metrics import cohen_kappa_score

warnings.filterwarnings("ignore")
# The library was written before NumPy 2, which has the one name only.
np.Inf = np.inf
file, width, height, classes = sys.argv[1], *map(int, sys.argv[2:])
pairs = np.fromfile(file, np.uint8).reshape(-1, 2, height, width)


def kappa(a, b):
    if len(a) == 0:
        return None
    found = cohen_kappa_score(a, b)
    return None if math.isnan(found) else float(found)


def surface(a, b, tolerance):
    if not a.any() and not b.any():
        return None
    # A frame of one mask is one slice: the library measures contours in the plane.
    found = surface_distance.compute_surface_distances(a, b, (1, 1))
    return float(surface_distance.compute_surface_dice_at_tolerance(found, tolerance))


out = []
for one, other in pairs:
    kept = (one != 255) & (other != 255)
    a, b = one[kept], other[kept]
    inside = [np.where(kept, mask, 0) for mask in (one, other)]
    out.append({
        "kappa": kappa(a, b),
        "classes": [
            {
                "kappa": kappa(a == c, b == c),
                "surface": [surface(*(mask == c for mask in inside), t) for t in (1, 2, 3.5)],
            }
            for c in range(1, classes)
        ],
    })
json.dump(out, sys.stdout, separators=(",", ":"))
print()
