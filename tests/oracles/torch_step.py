"""Time of one step in PyTorch, with the shapes and the full-size maps of the public code (METHODS 3).

    python torch_step.py --method loco --size 161 --batch 2 --repeats 10

Ours to compare: loco bench step --method loco --backbone resnet50 --size 161 --batch 2. `cpuSeconds` is what all threads
took together: where others use the machine too, it is the fairer figure.
"""
import argparse
import json
import resource
import time

import torch
import torch.nn.functional as F
from torch import nn


def conv_norm(i, o, k=1, stride=1, dilation=1, relu=True):
    layers = [nn.Conv2d(i, o, k, stride, dilation * (k - 1) // 2, dilation, bias=False), nn.BatchNorm2d(o)]
    return nn.Sequential(*layers, nn.ReLU(inplace=True)) if relu else nn.Sequential(*layers)


class Bottleneck(nn.Module):
    def __init__(self, i, width, stride, dilation):
        super().__init__()
        o = width * 4
        self.body = nn.Sequential(
            conv_norm(i, width), conv_norm(width, width, 3, stride, dilation), conv_norm(width, o, relu=False)
        )
        self.skip = conv_norm(i, o, 1, stride, relu=False) if stride != 1 or i != o else nn.Identity()

    def forward(self, x):
        return F.relu(self.body(x) + self.skip(x), inplace=True)


class DeepLab(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.stem = nn.Sequential(
            conv_norm(3, 64, 3, 2), conv_norm(64, 64, 3), conv_norm(64, 128, 3), nn.MaxPool2d(3, 2, 1)
        )
        i, layers = 128, []
        for blocks, width, stride, dilation in ((3, 64, 1, 1), (4, 128, 2, 1), (6, 256, 2, 1), (3, 512, 1, 2)):
            layer = []
            for b in range(blocks):
                layer.append(Bottleneck(i, width, stride if b == 0 else 1, 1 if b == 0 else dilation))
                i = width * 4
            layers.append(nn.Sequential(*layer))
        self.layers = nn.ModuleList(layers)
        self.branches = nn.ModuleList([conv_norm(2048, 256)] + [conv_norm(2048, 256, 3, 1, r) for r in (6, 12, 18)])
        self.pooled = nn.Sequential(nn.AdaptiveAvgPool2d(1), conv_norm(2048, 256))
        self.merge = conv_norm(1280, 256)
        self.reduce = conv_norm(256, 48)
        self.fuse = nn.Sequential(conv_norm(304, 256, 3), conv_norm(256, 256, 3))
        self.classifier = nn.Conv2d(256, classes, 1)
        self.projector = nn.Sequential(nn.Conv2d(256, 128, 1), nn.ReLU(), nn.Conv2d(128, 64, 1))

    def forward(self, x):
        size = x.shape[-2:]
        y = self.layers[0](self.stem(x))
        shallow = y
        for layer in self.layers[1:]:
            y = layer(y)
        up = lambda t, s: F.interpolate(t, size=s, mode="bilinear", align_corners=True)
        context = [b(y) for b in self.branches] + [up(self.pooled(y), y.shape[-2:])]
        context = self.merge(torch.cat(context, 1))
        fused = self.fuse(torch.cat([self.reduce(shallow), up(context, shallow.shape[-2:])], 1))
        return up(self.classifier(fused), size), up(self.projector(fused), size)


OFFSETS = sorted(((dy, dx) for dy in range(-4, 5) for dx in range(-4, 5) if (dy, dx) != (0, 0)), key=lambda o: o[0] ** 2 + o[1] ** 2)[:64]


def lowest_similarity(z):
    z = F.normalize(z, dim=1)
    h, w = z.shape[-2:]
    padded = F.pad(z, (4, 4, 4, 4), mode="replicate")
    lowest = torch.ones(z.shape[0], h, w)
    for dy, dx in OFFSETS:
        lowest = torch.minimum(lowest, (z * padded[:, :, 4 + dy : 4 + dy + h, 4 + dx : 4 + dx + w]).sum(1))
    return lowest


def boundary(y):
    h, w = y.shape[-2:]
    padded = F.pad(y, (4, 4, 4, 4))
    out = torch.zeros_like(y, dtype=torch.bool)
    for dy, dx in OFFSETS:
        out |= padded[:, 4 + dy : 4 + dy + h, 4 + dx : 4 + dx + w] != y
    return out


def contrast(z_l, y_l, z_u, y_u, classes, rate=0.3, temperature=0.1):
    flat = lambda z: z.permute(0, 2, 3, 1).reshape(-1, z.shape[1])
    rows_l, rows_u = flat(z_l), flat(z_u)
    present = [c for c in range(classes) if (y_l == c).any()]
    means = torch.stack([rows_l[y_l.reshape(-1) == c].mean(0) for c in present])
    chosen, owner = [], []
    for rows, y, z in ((rows_l, y_l, z_l), (rows_u, y_u, z_u)):
        with torch.no_grad():
            cosine = F.normalize(rows, dim=1) @ F.normalize(means, dim=1).T
            similarity = lowest_similarity(z).reshape(-1)
            edge = boundary(y).reshape(-1)
        labels = y.reshape(-1)
        for k, c in enumerate(present):
            ids = (labels == c).nonzero()[:, 0]
            take = ids[cosine[ids, k].sort()[1][: int(len(labels) * rate / len(present))]]
            chosen.append(rows[take]); owner.append(torch.full((len(take),), k))
            if c:
                ids = ((labels == c) & edge).nonzero()[:, 0]
                take = ids[similarity[ids].sort()[1][: int(len(ids) * rate)]]
                chosen.append(rows[take]); owner.append(torch.full((len(take),), k))
    rows, owner = torch.cat(chosen), torch.cat(owner)
    logits = F.normalize(rows, dim=1) @ F.normalize(means, dim=1).T / temperature
    logits = logits - logits.max(0)[0].detach()
    loss = 0
    for k in range(len(present)):
        own, other = logits[owner == k, k], logits[owner != k, k].exp().sum()
        loss = loss - (own - (own.exp() + other).log()).mean() / len(present)
    return loss


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--method", choices=("loco", "supervised"), default="loco")
    a.add_argument("--size", type=int, default=161)
    a.add_argument("--batch", type=int, default=2)
    a.add_argument("--classes", type=int, default=3)
    a.add_argument("--repeats", type=int, default=10)
    a = a.parse_args()
    torch.manual_seed(0)
    student, teacher = DeepLab(a.classes), DeepLab(a.classes)
    teacher.eval()
    optimiser = torch.optim.SGD(student.parameters(), 1e-3, momentum=0.9, weight_decay=1e-4)
    image = lambda: torch.randn(a.batch, 3, a.size, a.size)
    label = F.interpolate(torch.randint(a.classes, (a.batch, 1, 4, 4)).float(), size=a.size)[:, 0].long()
    laps = []
    for step in range(a.repeats + 2):
        x, weak, strong = image(), image(), image()
        c0 = time.process_time()
        t0 = time.perf_counter()
        if a.method == "loco":
            with torch.no_grad():
                conf, pseudo = teacher(weak)[0].softmax(1).max(1)
        t1 = time.perf_counter()
        logits, z = student(torch.cat([x, weak, strong]) if a.method == "loco" else x)
        t2 = time.perf_counter()
        if a.method == "loco":
            pl, _, ps = logits.chunk(3)
            zl, zu, _ = z.chunk(3)
            lcc = contrast(zl, label, zu, pseudo, a.classes)
            unsupervised = (F.cross_entropy(ps, pseudo, reduction="none") * (conf > 0.3)).mean()
            loss = F.cross_entropy(pl, label) + 0.5 * unsupervised + 0.1 * lcc
        else:
            loss = F.cross_entropy(logits, label)
        t3 = time.perf_counter()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if a.method == "loco":
            with torch.no_grad():
                for p, q in zip(teacher.state_dict().values(), student.state_dict().values()):
                    if p.is_floating_point():
                        p.mul_(0.999).add_(q, alpha=0.001)
        t4 = time.perf_counter()
        laps.append((t4 - t0, t1 - t0, t2 - t1, t3 - t2, t4 - t3, time.process_time() - c0))
    median = lambda i: sorted(lap[i] for lap in laps[2:])[a.repeats // 2]
    names = ("stepSeconds", "teacherSeconds", "studentSeconds", "lccSeconds", "backwardAndUpdateSeconds", "cpuSeconds")
    result = {name: round(median(i), 4) for i, name in enumerate(names)}
    result["peakRssMb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(result))


main()
