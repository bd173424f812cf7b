"""EfficientNet-Lite0 at output stride 16 under a head of separable convolutions, for timing: its weights are of chance."""
import torch
import torch.nn.functional as F

from . import draws
from .net import Net

#: repeats, kernel, stride, expansion, channels of each stage; no squeeze, ReLU6.
STAGES = ((1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320))
STEM, SHALLOW_BLOCK, WIDTH = 32, 2, 256


def blocks():
    """inputs, channels, kernel, stride, dilation, expansion of each block: the last stride of 2 is a dilation behind it."""
    shapes, inputs, reached, dilation = [], STEM, 2, 1
    for repeats, kernel, stage_stride, expansion, outputs in STAGES:
        for repeat in range(repeats):
            stride, own = stage_stride if repeat == 0 else 1, dilation
            if stride == 2 and reached == 16:
                stride, dilation = 1, 2
            else:
                reached *= stride
            shapes.append((inputs, outputs, kernel, stride, own, expansion))
            inputs = outputs
    return shapes


def layout():
    """Names and shapes: the golden net's head, its 3×3 convolutions in two, on this backbone."""
    tensors = []

    def norm(name, width):
        tensors.extend((f"{name}.{v}", [width]) for v in ("weight", "bias", "running_mean", "running_var"))

    def separable(name, inputs):
        tensors.append((f"{name}.depthwise.weight", [inputs, 1, 3, 3]))
        tensors.append((f"{name}.pointwise.weight", [WIDTH, inputs, 1, 1]))
        norm(f"{name}.norm", WIDTH)

    tensors.append(("backbone.stem.weight", [STEM, 3, 3, 3]))
    norm("backbone.stem_norm", STEM)
    for k, (inputs, outputs, kernel, _, _, expansion) in enumerate(blocks()):
        wide, name = inputs * expansion, f"backbone.{k}"
        tensors.append((f"{name}.expand.weight", [wide, inputs, 1, 1]))
        tensors.append((f"{name}.depthwise.weight", [wide, 1, kernel, kernel]))
        tensors.append((f"{name}.project.weight", [outputs, wide, 1, 1]))
        for part, width in ((0, wide), (1, wide), (2, outputs)):
            norm(f"{name}.norm{part}", width)
    deep, shallow = STAGES[-1][-1], STAGES[1][-1]
    replaced = {"reduce.0.weight": shallow, "head.b0.0.weight": deep, "head.b4.gap.1.weight": deep}
    dense = ("head.b1.", "head.b2.", "head.b3.", "fuse.")
    for name, shape in draws.golden()["tensors"]:
        if not name.startswith(("backbone.", *dense)):
            tensors.append((name, [shape[0], replaced[name], *shape[2:]] if name in replaced else shape))
    for k in (1, 2, 3):
        separable(f"head.b{k}", deep)
    separable("fuse.0", 48 + WIDTH)
    separable("fuse.1", WIDTH)
    return tensors


class LiteNet(Net):
    def epsilon(self, name):
        return 1e-3 if name.startswith("backbone.") else 1e-5

    def depthwise(self, x, name, stride=1, dilation=1):
        w = self.parameters[f"{name}.weight"]
        return F.conv2d(x, w, None, stride, dilation * (w.shape[-1] // 2), dilation, groups=len(w))

    def block(self, x, name, shape, train):
        inputs, outputs, _, stride, dilation, expansion = shape
        y = x
        if expansion != 1:
            y = F.relu6(self.norm(self.conv(y, f"{name}.expand"), f"{name}.norm0", train))
        y = F.relu6(self.norm(self.depthwise(y, f"{name}.depthwise", stride, dilation), f"{name}.norm1", train))
        y = self.norm(self.conv(y, f"{name}.project"), f"{name}.norm2", train)
        return x + y if stride == 1 and inputs == outputs else y

    def backbone(self, x, train):
        x = F.relu6(self.norm(self.conv(x, "backbone.stem", 2), "backbone.stem_norm", train))
        for k, shape in enumerate(blocks()):
            x = self.block(x, f"backbone.{k}", shape, train)
            if k == SHALLOW_BLOCK:
                shallow = x
        return shallow, x

    def mix(self, x, name, dilation, train):
        y = self.conv(self.depthwise(x, f"{name}.depthwise", 1, dilation), f"{name}.pointwise")
        return F.relu(self.norm(y, f"{name}.norm", train))

    def wide(self, deep, k, rate, train):
        return self.mix(deep, f"head.b{k}", rate, train)

    def fuse(self, joined, train):
        return self.mix(self.mix(joined, "fuse.0", 1, train), "fuse.1", 1, train)
