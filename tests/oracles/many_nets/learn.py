"""Rounds of the `cpu` preset for many nets side by side: each its own draw, each its own settings, one GPU."""
import time
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F

import views
from frames import BATCH, CROP, KINDS, divide, lesion_pixels, plan
from losses import IGNORE, OF_IMAGES, Filter, contrast, cross_entropy
from nets import EMBEDDING, Layout, Nets

#: The `cpu` preset, by the trainer's names where it has one.
PRESET = {
    "learningRate": 0.003,
    "weightDecay": 1e-4,
    "headRate": 10.0,
    "unsupervisedWeight": 1.0,
    "unsupervisedRamp": 0.4,
    # Share of the round before which pseudo-labels do not count at all.
    "warmUp": 0.0,
    "teacherMomentum": 0.98,
    "globalStart": 0.4,
    "gamma": 2.0,
    "filterMomentum": 0.98,
    "contrastWeight": 0.1,
    "cutMixProbability": 0.5,
    # Longer side that frames are scaled to, in their own.
    "shortest": 0.5,
    "longest": 2.0,
    # How far strong views go: hue in circles, brightness, contrast and saturation as factors.
    "hue": 0.25,
    "jitter": 0.5,
    # Share of labelled crops that get a strong view's colours; share laid around a lesion where no class is rare.
    "strongLabelled": 0.0,
    "aroundLesion": 0.0,
    "rareCrops": 0.5,
    # Share of a batch in the running statistics.
    "statistics": 0.1,
}
MOMENTUM, SCHEDULE_POWER = 0.9, 0.9
MEAN, DEVIATION = 0.498, 0.502
#: Test frames judged at a time.
JUDGED = 6


@dataclass(frozen=True)
class Job:
    """A net to be trained: on which set, of which draw, with which settings that are not the preset's."""

    set: str
    draw: int
    levers: dict = field(default_factory=dict)


class Data:
    """All sets on the GPU, one behind the other."""

    def __init__(self, sets, device):
        self.sets, self.device, self.first, at = sets, device, {}, 0
        for name, frames in sets.items():
            self.first[name] = at
            at += len(frames.masks)
        on = lambda arrays: torch.from_numpy(np.concatenate(list(arrays))).to(device)
        self.pictures = on(f.pictures for f in sets.values())
        self.shapes = on(f.shapes for f in sets.values()).float()
        self.masks = on(f.masks for f in sets.values())
        self.pixels = on(lesion_pixels(f.masks) for f in sets.values())

    def plans(self, jobs, steps, learns_unlabelled):
        known = {}
        for job in jobs:
            key = (job.set, job.draw)
            if key not in known:
                known[key] = plan(job.set, self.sets[job.set], job.draw, steps, learns_unlabelled)
        return [known[(job.set, job.draw)] for job in jobs]


class Round:
    """N nets that learn by `method` (loco or supervised) for so many steps. All jobs have as many classes."""

    def __init__(self, data, jobs, steps, method, backbone):
        self.data, self.jobs, self.steps, self.method = data, jobs, steps, method
        self.device, self.count = data.device, len(jobs)
        self.classes = KINDS[jobs[0].set].classes
        self.layout = Layout(self.classes)
        self.student = Nets(self.layout, self.count, self.device).start([job.draw for job in jobs], backbone)
        self.teacher = self.student.pick(torch.arange(self.count, device=self.device))
        self.velocity = torch.zeros_like(self.student.parameters)
        chosen = [{**PRESET, **job.levers} for job in jobs]
        self.levers = {k: torch.tensor([c[k] for c in chosen], device=self.device) for k in PRESET}
        self.filter = Filter(self.levers, self.classes)
        self.learning, self.following = self.student.copies(True), self.teacher.copies()
        # What each net sees, [steps,N,…].
        plans = data.plans(jobs, steps, method == "loco")
        first = np.array([data.first[job.set] for job in jobs])[None, :, None]
        on = lambda part: torch.from_numpy(np.stack([getattr(p, part) for p in plans], 1))
        self.labelled, self.unlabelled = ((on(p) + first).to(self.device) for p in ("labelled", "unlabelled"))
        self.rare, self.chances, self.boxes = (on(p).to(self.device) for p in ("rare", "chances", "boxes"))
        self.order = np.random.default_rng(3)

    def run(self, tell, until=None):
        began = time.time()
        for step in range(until or self.steps):
            terms = self.step(step)
            if step in (0, 20) or (step + 1) % 100 == 0:
                means = ", ".join(f"{name} {v.mean().item():.3f}" for name, v in terms.items())
                tell(f"{self.method}, {self.count} nets, step {step + 1}, {time.time() - began:.0f} s: {means}")
        return self

    def step(self, step):
        order = self.order.permutation(4)
        x, label = self.labelled_view(step, order)
        terms, statistics = (self.loco if self.method == "loco" else self.supervised)(step, x, label, order)
        slopes = torch.autograd.grad(sum(terms.values()).sum(), list(self.learning.values()), allow_unused=True)
        self.descend(step, slopes, statistics)
        return {name: v.detach() for name, v in terms.items()}

    def supervised(self, step, x, label, order):
        logits, _, statistics = self.student.forward(self.batch(x), self.learning, True)
        return {"supervised": self.on_labels(self.full(logits), label)}, statistics

    def loco(self, step, x, label, order):
        """METHODS §2.1."""
        weak, strong, ignore, u = self.unlabelled_view(step, order)
        with torch.no_grad():
            seen = self.full(self.teacher.forward(self.batch(weak), self.following, False)[0]).softmax(2)
        confidence, pseudo = seen.max(2)
        inside = self.inside(self.boxes[step].flatten(0, 1), u)
        pasted = self.images(inside)
        mixed = torch.where(inside[:, None], x, strong)
        target = torch.where(pasted, label.long(), pseudo)
        sure = torch.where(pasted, 1.0, confidence)
        counted = torch.where(pasted, label != IGNORE, ~ignore)
        thresholds = self.filter.follow(confidence, pseudo, ~ignore)
        needed = lambda of: thresholds[torch.arange(self.count, device=self.device)[None, :, None, None], of]
        views_ = torch.cat([self.batch(v) for v in (x, weak, mixed)], 1)
        logits, z, statistics = self.student.forward(views_, self.learning, True, 2 * BATCH)
        on_labelled, _, on_strong = self.full(logits).split(BATCH)
        trusted = counted & (sure >= needed(torch.where(target == IGNORE, 0, target)))
        learned = (cross_entropy(on_strong, target) * trusted).sum(OF_IMAGES) / counted.sum(OF_IMAGES).clamp(min=1)
        believed = torch.where((confidence > needed(pseudo)) & ~ignore, pseudo, IGNORE)
        apart = contrast(self.embeddings(z), label.long(), believed, self.classes)
        return {
            "supervised": self.on_labels(on_labelled, label),
            "unsupervised": self.levers["unsupervisedWeight"] * self.ramp(step) * learned,
            "contrast": self.levers["contrastWeight"] * apart,
        }, statistics

    def ramp(self, step):
        begun = (step / self.steps) >= self.levers["warmUp"]
        done = ((step + 1) / self.steps - self.levers["warmUp"]) / self.levers["unsupervisedRamp"]
        return torch.exp(-5 * (1 - done.clamp(0, 1)) ** 2) * begun

    @torch.no_grad()
    def descend(self, step, slopes, statistics):
        slopes = [s if s is not None else torch.zeros_like(p) for s, p in zip(slopes, self.learning.values())]
        slope = torch.cat([s.flatten(1) for s in slopes], 1)
        p, backbone = self.student.parameters, self.layout.backbone
        self.velocity.mul_(MOMENTUM).add_(slope.addcmul_(p, self.levers["weightDecay"][:, None]))
        rate = self.levers["learningRate"] * (1 - max(0, step - 1) / self.steps) ** SCHEDULE_POWER
        p[:, :backbone].addcmul_(self.velocity[:, :backbone], -rate[:, None])
        p[:, backbone:].addcmul_(self.velocity[:, backbone:], -(rate * self.levers["headRate"])[:, None])
        self.student.statistics.lerp_(statistics, self.levers["statistics"][:, None])
        decay = self.levers["teacherMomentum"].clamp(max=1 - 1 / (step + 1))[:, None]
        self.teacher.parameters.lerp_(p, 1 - decay)
        self.teacher.statistics.lerp_(self.student.statistics, 1 - decay)
        for net, copies in ((self.student, self.learning), (self.teacher, self.following)):
            torch._foreach_copy_(list(copies.values()), list(net.views().values()))

    # Crops come as [N·B,…]; nets take [N·3,B,S,S], losses maps [B,N,S,S].
    def each(self, lever):
        return self.levers[lever].repeat_interleave(BATCH)

    def images(self, maps):
        return maps.view(self.count, BATCH, CROP, CROP).transpose(0, 1)

    def batch(self, crops):
        scaled = (crops / 255 - MEAN) / DEVIATION
        return scaled.view(self.count, BATCH, 3, CROP, CROP).transpose(1, 2).reshape(-1, BATCH, CROP, CROP)

    def full(self, logits):
        large = F.interpolate(logits, size=(CROP, CROP), mode="bilinear", align_corners=True)
        return large.view(self.count, self.classes, -1, CROP, CROP).permute(2, 0, 1, 3, 4)

    def embeddings(self, z):
        """At full size, as two products: PyTorch's way back through an interpolation adds pixel by pixel."""
        one = torch.eye(z.shape[2], device=self.device)[None, None]
        up = F.interpolate(one, size=(CROP, z.shape[2]), mode="bilinear", align_corners=True)[0, 0]
        large = torch.matmul(torch.matmul(up, z), up.t())
        return large.view(self.count, EMBEDDING, -1, CROP, CROP).permute(2, 0, 1, 3, 4)

    def on_labels(self, logits, label):
        return cross_entropy(logits, label).sum(OF_IMAGES) / (label != IGNORE).sum(OF_IMAGES).clamp(min=1)

    def window(self, frames, u, around=None):
        return views.Window(u, self.data.shapes[frames], (self.each("shortest"), self.each("longest")), around)

    def labelled_view(self, step, order):
        frames, u, rare = self.labelled[step].flatten(), self.chances[step, :, 0].flatten(0, 1), self.rare[step].flatten()
        is_rare = rare > 0
        share = torch.where(is_rare, self.each("rareCrops"), self.each("aroundLesion"))
        window = self.window(frames, u, (share, torch.where(is_rare, rare, 1), self.data.pixels[frames]))
        x = window.pixels(self.data.pictures[frames])
        if self.levers["strongLabelled"].any():
            is_strong = u[:, views.ON_LABELLED] < self.each("strongLabelled")
            x = torch.where(is_strong[:, None, None, None], self.strong(x, u, order), x)
        return x, self.images(window.labels(self.data.masks, frames))

    def unlabelled_view(self, step, order):
        frames, u = self.unlabelled[step].flatten(), self.chances[step, :, 1].flatten(0, 1)
        window = self.window(frames, u)
        weak = window.pixels(self.data.pictures[frames])
        return weak, self.strong(weak, u, order), self.images(~window.inside), u

    def strong(self, x, u, order):
        return views.strong(x, u, self.each("hue"), self.each("jitter"), order)

    def inside(self, boxes, u):
        left, top, width, height = (boxes[:, k, None, None] for k in range(4))
        y, x = (torch.arange(CROP, device=self.device).view(shape) for shape in ((1, -1, 1), (1, 1, -1)))
        is_mixed = (u[:, views.BOX] < self.each("cutMixProbability"))[:, None, None]
        return (x >= left) & (x < left + width) & (y >= top) & (y < top + height) & is_mixed

    @torch.no_grad()
    def judge(self):
        """For each job the mean IoU in percent, background included, of student and teacher on its test frames."""
        found = [{} for _ in self.jobs]
        for name in dict.fromkeys(job.set for job in self.jobs):
            places = [i for i, job in enumerate(self.jobs) if job.set == name]
            tests = [divide(name, self.data.sets[name], self.jobs[i].draw)[0] for i in places]
            for kind, nets in (("student", self.student), ("teacher", self.teacher)):
                for i, iou in zip(places, self.overlaps(name, nets.pick(torch.tensor(places, device=self.device)), tests)):
                    found[i][kind] = {"iou": iou, "miou": 100 * float(np.nanmean(iou))}
        return found

    def overlaps(self, name, nets, tests):
        """IoU of each class over each net's test frames, not a number where neither truth nor net has it."""
        most, first = max(map(len, tests)), self.data.first[name]
        frames = torch.tensor(np.stack([np.pad(t, (0, most - len(t)), mode="edge") for t in tests]), device=self.device) + first
        height, width = self.data.shapes[first].int().tolist()
        classes = torch.arange(self.classes, device=self.device)[:, None, None]
        p, both, either = nets.views(), 0, 0
        for from_ in range(0, most, JUDGED):
            part = frames[:, from_ : from_ + JUDGED]
            counts = torch.tensor([[from_ + k < len(t) for k in range(part.shape[1])] for t in tests], device=self.device)
            pictures = self.data.pictures[part][:, :, :height, :width].permute(0, 4, 1, 2, 3).flatten(0, 1)
            logits, _, _ = nets.forward((pictures.float() / 255 - MEAN) / DEVIATION, p, False)
            large = F.interpolate(logits, size=(height, width), mode="bilinear", align_corners=True)
            label = large.view(len(tests), self.classes, -1, height, width).argmax(1)[:, :, None]
            truth = self.data.masks[part][:, :, None, :height, :width]
            valid = (truth != IGNORE) & counts[:, :, None, None, None]
            ours, theirs = (label == classes) & valid, (truth == classes) & valid
            both, either = (old + new.sum((1, 3, 4)) for old, new in ((both, ours & theirs), (either, ours | theirs)))
        return (both / either).cpu().tolist()
