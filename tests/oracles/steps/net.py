"""DeepLabV3+ of METHODS 0, on ResNet-50 or on a small backbone, as functions of its tensors by name."""
import torch
import torch.nn.functional as F

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
LAYERS = ((3, 1, 1), (4, 2, 1), (6, 2, 1), (3, 1, 2))


def up(x, size):
    """Bilinear with aligned corners, as everything in METHODS."""
    return F.interpolate(x, size=size, mode="bilinear", align_corners=True)


def pixels(*views):
    """Bytes `[B,S,S,3]` of several views as one normalised batch `[n,3,S,S]`, in the precision that is set."""
    joined = torch.cat([torch.as_tensor(v) for v in views]).to(torch.get_default_dtype()) / 255
    return ((joined - torch.tensor(MEAN)) / torch.tensor(DEVIATION)).permute(0, 3, 1, 2).contiguous()


class Net:
    """Parameters that may be differentiated, and running statistics that a pass in train mode moves."""

    def __init__(self, drawn):
        tensors = {name: torch.tensor(v, dtype=torch.get_default_dtype()) for name, v in drawn.items()}
        self.statistics = {n: t for n, t in tensors.items() if "running_" in n}
        self.parameters = {n: t.requires_grad_() for n, t in tensors.items() if "running_" not in n}

    def conv(self, x, name, stride=1, dilation=1):
        w = self.parameters[f"{name}.weight"]
        return F.conv2d(x, w, self.parameters.get(f"{name}.bias"), stride, dilation * (w.shape[-1] // 2), dilation)

    def norm(self, x, name, train):
        p, s = self.parameters, self.statistics
        running = s[f"{name}.running_mean"], s[f"{name}.running_var"]
        return F.batch_norm(x, *running, p[f"{name}.weight"], p[f"{name}.bias"], train, 0.1, self.epsilon(name))

    def epsilon(self, name):
        return 1e-5

    def layer(self, x, conv, norm, train, **geometry):
        return F.relu(self.norm(self.conv(x, conv, **geometry), norm, train))

    def bottleneck(self, x, name, stride, dilation, train):
        y = self.layer(x, f"{name}.conv1", f"{name}.bn1", train)
        y = self.layer(y, f"{name}.conv2", f"{name}.bn2", train, stride=stride, dilation=dilation)
        y = self.norm(self.conv(y, f"{name}.conv3"), f"{name}.bn3", train)
        if f"{name}.downsample.0.weight" in self.parameters:
            x = self.norm(self.conv(x, f"{name}.downsample.0", stride), f"{name}.downsample.1", train)
        return F.relu(x + y)

    def small_backbone(self, x, train):
        maps = []
        for k in range(4):
            x = self.layer(x, f"backbone.conv{k}", f"backbone.bn{k}", train, stride=2)
            maps.append(x)
        return maps[1], maps[3]

    def backbone(self, x, train):
        if "backbone.conv0.weight" in self.parameters:
            return self.small_backbone(x, train)
        x = self.layer(x, "backbone.conv1.0", "backbone.conv1.1", train, stride=2)
        x = self.layer(x, "backbone.conv1.3", "backbone.conv1.4", train)
        x = self.layer(x, "backbone.conv1.6", "backbone.bn1", train)
        x = F.max_pool2d(x, 3, 2, 1)
        maps = []
        for k, (blocks, stride, dilation) in enumerate(LAYERS):
            for b in range(blocks):
                first = b == 0
                x = self.bottleneck(x, f"backbone.layer{k + 1}.{b}", stride if first else 1, 1 if first else dilation, train)
            maps.append(x)
        return maps[0], maps[3]

    def decoder(self, shallow, deep, train):
        context = [self.layer(deep, "head.b0.0", "head.b0.1", train)]
        for k, rate in enumerate((6, 12, 18), 1):
            context.append(self.wide(deep, k, rate, train))
        pooled = self.layer(deep.mean((2, 3), keepdim=True), "head.b4.gap.1", "head.b4.gap.2", train)
        context.append(pooled.expand(-1, -1, *deep.shape[2:]))
        context = self.layer(torch.cat(context, 1), "head.project.0", "head.project.1", train)
        reduced = self.layer(shallow, "reduce.0", "reduce.1", train)
        joined = torch.cat([reduced, up(context, shallow.shape[2:])], 1)
        return joined, self.fuse(joined, train)

    def wide(self, deep, k, rate, train):
        return self.layer(deep, f"head.b{k}.0", f"head.b{k}.1", train, dilation=rate)

    def fuse(self, joined, train):
        return self.layer(self.layer(joined, "fuse.0", "fuse.1", train), "fuse.3", "fuse.4", train)

    def forward(self, x, mode, perturb=None):
        """Maps by name, logits `[n,K,s,s]` at stride 4. `perturb`: factors for the channels of both maps (METHODS 1.3)."""
        train = mode == "train"
        shallow, deep = self.backbone(x, train)
        if perturb:
            shallow, deep = (torch.cat([m, m * factor]) for m, factor in zip((shallow, deep), perturb))
        joined, fused = self.decoder(shallow, deep, train)
        return {"shallow": shallow, "deep": deep, "joined": joined, "fused": fused, "logits": self.conv(fused, "classifier")}

    def embed(self, fused):
        """The projector of METHODS 2.1 on `[n,256,s,s]`."""
        return self.conv(F.relu(self.conv(fused, "projection_head.0")), "projection_head.2")


def descend(net, loss, rate, head_rate, decay):
    """
    SGD's first move with weight decay (the velocity is 0 before): p ← p − rate·(∂loss + decay·p), the head's rate
    `head_rate` times the backbone's; what the loss does not know decays. Returns each parameter's change.
    """
    names = list(net.parameters)
    slopes = torch.autograd.grad(loss, [net.parameters[n] for n in names], allow_unused=True)
    changes = {}
    with torch.no_grad():
        for name, slope in zip(names, slopes):
            p = net.parameters[name]
            slope = decay * p + (0 if slope is None else slope)
            change = -(rate if name.startswith("backbone.") else rate * head_rate) * slope
            p += change
            changes[name] = change
    return changes


@torch.no_grad()
def follow(teacher, student, decay, statistics=True):
    """The mean teacher: t ← d·t + (1 − d)·s on parameters, and on running statistics where asked for."""
    for name, p in teacher.parameters.items():
        p.copy_(decay * p + (1 - decay) * student.parameters[name])
    if statistics:
        for name, s in teacher.statistics.items():
            teacher.statistics[name] = decay * s + (1 - decay) * student.statistics[name]
