"""N nets with weights of their own, run as one: DeepLabV3+ with a separable head on EfficientNet-Lite0, as the trainer has it."""
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).parent.parent))

from kernels import activated, batch_norm, borders, depthwise
from steps.lite import SHALLOW_BLOCK, STEM, WIDTH, blocks

RATES = (6, 12, 18)
REDUCED, HIDDEN, EMBEDDING = 48, 128, 64
BACKBONE_EPSILON, HEAD_EPSILON = 1e-3, 1e-5


class Layout:
    """Where each parameter and each norm's statistics lie in a net's flat values; the backbone's come first."""

    def __init__(self, classes):
        self.parameters, self.norms = {}, {}
        self.fans = {}
        self.floats = self.statistics = 0
        self._declare(classes)

    def add(self, name, shape, fan):
        self.parameters[name] = (self.floats, self.floats + math.prod(shape), shape)
        self.fans[name] = fan
        self.floats += math.prod(shape)

    def norm(self, name, width):
        self.add(f"{name}.weight", (width,), "ones")
        self.add(f"{name}.bias", (width,), "zeros")
        self.norms[name] = (self.statistics, self.statistics + width, self.statistics + 2 * width)
        self.statistics += 2 * width

    def pointwise(self, name, inputs, outputs, norm=None):
        self.add(f"{name}.weight", (outputs, inputs), inputs)
        if norm:
            self.norm(norm, outputs)
        else:
            self.add(f"{name}.bias", (outputs,), inputs)

    def separable(self, name, inputs):
        self.add(f"{name}.depthwise.weight", (inputs, 1, 3, 3), 9)
        self.pointwise(f"{name}.pointwise", inputs, WIDTH, f"{name}.norm")

    def _declare(self, classes):
        self.pointwise("_conv_stem", 27, STEM, "_bn0")
        for i, (inputs, outputs, size, _, _, expansion) in enumerate(blocks()):
            name, wide = f"_blocks.{i}", inputs * expansion
            if expansion != 1:
                self.pointwise(f"{name}._expand_conv", inputs, wide, f"{name}._bn0")
            self.add(f"{name}._depthwise_conv.weight", (wide, 1, size, size), size * size)
            self.norm(f"{name}._bn1", wide)
            self.pointwise(f"{name}._project_conv", wide, outputs, f"{name}._bn2")
        self.backbone = self.floats
        deep, shallow = blocks()[-1][1], blocks()[SHALLOW_BLOCK][1]
        self.pointwise("near", deep, WIDTH, "near.norm")
        for rate in RATES:
            self.separable(f"rate{rate}", deep)
        self.pointwise("pooled", deep, WIDTH, "pooled.norm")
        self.pointwise("project", (2 + len(RATES)) * WIDTH, WIDTH, "project.norm")
        self.pointwise("reduce", shallow, REDUCED, "reduce.norm")
        self.separable("fuse0", REDUCED + WIDTH)
        self.separable("fuse1", WIDTH)
        self.pointwise("classifier", WIDTH, classes)
        self.pointwise("hidden", WIDTH, HIDDEN)
        self.pointwise("embedding", HIDDEN, EMBEDDING)


class Nets:
    """Flat parameters `[N,floats]` and running statistics `[N,statistics]` of N nets."""

    def __init__(self, layout, count, device):
        self.layout, self.count, self.device = layout, count, device
        self.parameters = torch.zeros(count, layout.floats, device=device)
        self.statistics = torch.zeros(count, layout.statistics, device=device)

    def start(self, seeds, backbone):
        """The head is drawn by each net's seed; the backbone is ImageNet's, arrays by their names in PyTorch."""
        for i, seed in enumerate(seeds):
            draw = np.random.default_rng([77, seed])
            for name, (a, b, shape) in self.layout.parameters.items():
                fan = self.layout.fans[name]
                if name in backbone:
                    values = backbone[name].reshape(-1)
                elif isinstance(fan, str):
                    values = np.full(b - a, float(fan == "ones"))
                else:
                    values = (2 * draw.random(b - a) - 1) / math.sqrt(fan)
                self.parameters[i, a:b] = torch.as_tensor(values.astype(np.float32))
        for name, (a, b, c) in self.layout.norms.items():
            known = f"{name}.running_mean" in backbone
            mean, variance = (backbone[f"{name}.running_{v}"] if known else v == "var" for v in ("mean", "var"))
            self.statistics[:, a:b] = torch.as_tensor(mean, dtype=torch.float32)
            self.statistics[:, b:c] = torch.as_tensor(variance, dtype=torch.float32)
        return self

    def pick(self, places):
        other = Nets(self.layout, len(places), self.device)
        other.parameters, other.statistics = self.parameters[places], self.statistics[places]
        return other

    def views(self):
        return {name: self.parameters[:, a:b].unflatten(1, shape) for name, (a, b, shape) in self.layout.parameters.items()}

    def copies(self, differentiable=False):
        """Contiguous tensors: matrix products of slices, a net's other weights apart, are several times slower."""
        return {n: v.clone(memory_format=torch.contiguous_format).requires_grad_(differentiable) for n, v in self.views().items()}

    def forward(self, x, p, train, embedded=0):
        """
        `x` `[N·3,B,H,W]` with the parameters `p` by name. Logits `[N·K,B,s,s]` at stride 4, embeddings of the first
        `embedded` images `[N·64,·,s,s]`, and in train mode the batch's statistics `[N,statistics]`.
        """
        seen = []

        def pointwise(x, name):
            w, shape = p[f"{name}.weight"], x.shape[1:]
            y = torch.bmm(w, x.reshape(self.count, w.shape[2], -1))
            if f"{name}.bias" in p:
                y = y + p[f"{name}.bias"][:, :, None]
            return y.view(-1, *shape)

        def normed(x, name, activation="relu"):
            eps = BACKBONE_EPSILON if name.startswith("_") else HEAD_EPSILON
            w, b = (p[f"{name}.{v}"].reshape(-1) for v in ("weight", "bias"))
            if train:
                size = x[0].numel()
                x, mean, inverse = batch_norm(x, w, b, eps, activation)
                variance = (inverse.detach() ** -2 - eps) * (size / (size - 1))
                seen.extend(v.view(self.count, -1) for v in (mean.detach(), variance))
                return x
            first, second, end = self.layout.norms[name]
            scale = w * (self.statistics[:, second:end].reshape(-1) + eps).rsqrt()
            offset = b - self.statistics[:, first:second].reshape(-1) * scale
            return activated(torch.addcmul(offset[:, None, None, None], x, scale[:, None, None, None]), activation)

        def spread(x, name, size, stride=1, dilation=1):
            return depthwise(x, p[f"{name}.weight"].reshape(-1, size * size), size, stride, dilation)

        def separable(x, name, dilation=1):
            x = pointwise(spread(x, f"{name}.depthwise", 3, 1, dilation), f"{name}.pointwise")
            return normed(x, f"{name}.norm")

        def joined(maps):
            parts = [m.reshape(self.count, -1, *m.shape[1:]) for m in maps]
            return torch.cat(parts, 1).flatten(0, 1)

        x = normed(pointwise(self.patches(x), "_conv_stem"), "_bn0", "relu6")
        for i, (inputs, outputs, size, stride, dilation, expansion) in enumerate(blocks()):
            name, y = f"_blocks.{i}", x
            if expansion != 1:
                y = normed(pointwise(y, f"{name}._expand_conv"), f"{name}._bn0", "relu6")
            y = normed(spread(y, f"{name}._depthwise_conv", size, stride, dilation), f"{name}._bn1", "relu6")
            y = normed(pointwise(y, f"{name}._project_conv"), f"{name}._bn2", "none")
            x = x + y if stride == 1 and inputs == outputs else y
            if i == SHALLOW_BLOCK:
                shallow = x
        context = [normed(pointwise(x, "near"), "near.norm"), *(separable(x, f"rate{r}", r) for r in RATES)]
        pooled = normed(pointwise(x.mean((2, 3), keepdim=True), "pooled"), "pooled.norm")
        context = joined([*context, pooled.expand(-1, -1, *x.shape[2:])])
        context = normed(pointwise(context, "project"), "project.norm")
        reduced = normed(pointwise(shallow, "reduce"), "reduce.norm")
        wide = F.interpolate(context, size=shallow.shape[2:], mode="bilinear", align_corners=True)
        fused = separable(separable(joined([reduced, wide]), "fuse0"), "fuse1")
        z = None
        if embedded:
            z = pointwise(F.relu(pointwise(fused[:, :embedded].contiguous(), "hidden")), "embedding")
        return pointwise(fused, "classifier"), z, torch.cat(seen, 1) if train else None

    def patches(self, x):
        """What the stem's 3×3 at stride 2 sees, `[N·27,B,H/2,W/2]`."""
        images, *shape = x.shape[1:]
        tall, wide = borders(shape, 3, 2, 1)
        x = F.pad(x, (wide // 2, wide - wide // 2, tall // 2, tall - tall // 2))
        x = x.view(self.count, 3, images, *x.shape[2:])
        h, w = (math.ceil(s / 2) for s in shape)
        taps = [x[..., ky : ky + 2 * h - 1 : 2, kx : kx + 2 * w - 1 : 2] for ky in range(3) for kx in range(3)]
        return torch.stack(taps, 2).view(-1, images, h, w)
