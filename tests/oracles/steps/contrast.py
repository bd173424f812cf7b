"""METHODS 2.2–2.4 as the paper reads, on embeddings at full size."""
import torch
import torch.nn.functional as F

TEMPERATURE, SHARE = 0.1, 0.3
#: 64 nearest lattice offsets: all with r² ≤ 18, and four with r² = 20.
OFFSETS = [(y, x) for y in range(-4, 5) for x in range(-4, 5) if 0 < y * y + x * x <= 18]
OFFSETS += [(-4, -2), (-4, 2), (-2, -4), (-2, 4)]


def shifted(padded, y, x, size):
    return padded[..., 4 + y : 4 + y + size, 4 + x : 4 + x + size]


def on_boundary(label):
    """Pixels one of whose 64 neighbours within the image has another label; 255 is one."""
    size = label.shape[-1]
    padded = F.pad(label, (4, 4, 4, 4), value=-1)
    out = torch.zeros_like(label, dtype=torch.bool)
    for y, x in OFFSETS:
        near = shifted(padded, y, x, size)
        out |= (near != -1) & (near != label)
    return out


def lowest_similarity(z):
    """s^b: the lowest cosine to 64 neighbours, the map continued beyond its edge."""
    z = F.normalize(z, dim=1)
    size = z.shape[-1]
    padded = F.pad(z, (4, 4, 4, 4), mode="replicate")
    return torch.stack([(z * shifted(padded, y, x, size)).sum(1) for y, x in OFFSETS]).amin(0)


def contrast(z_l, y_l, z_u, y_u, classes):
    """Eq. 11; `y_u` is 255 where the pseudo-label is not trusted."""
    rows = lambda z: z.permute(0, 2, 3, 1).flatten(0, 2)
    labels = torch.cat([y_l.flatten(), y_u.flatten()])
    z = rows(torch.cat([z_l, z_u]))
    half = y_l.numel()
    present = [c for c in range(classes) if (y_l == c).any()]
    means = torch.stack([z[:half][labels[:half] == c].mean(0) for c in present])
    cosine = F.normalize(z, dim=1) @ F.normalize(means, dim=1).T
    chosen = torch.zeros(len(z), dtype=torch.bool)
    kept = torch.tensor([c in present for c in range(256)])[labels[half:]].sum().item()
    with torch.no_grad():
        similarity = torch.cat([lowest_similarity(z_l).flatten(), lowest_similarity(z_u).flatten()])
        edge = torch.cat([on_boundary(y_l).flatten(), on_boundary(y_u).flatten()])
        for lo, hi, pool in ((0, half, half), (half, 2 * half, kept)):
            within = torch.zeros_like(chosen)
            within[lo:hi] = True
            for k, c in enumerate(present):
                ids = (within & (labels == c)).nonzero()[:, 0]
                chosen[ids[cosine[ids, k].argsort()[: int(pool * SHARE / len(present))]]] = True
                ids = (within & (labels == c) & edge).nonzero()[:, 0]
                chosen[ids[similarity[ids].argsort(descending=True)[: int(len(ids) * SHARE)]]] = True
    s = cosine / TEMPERATURE
    loss = 0
    for k, c in enumerate(present):
        own = s[chosen & (labels == c), k]
        rivals = s[chosen & (labels != c), k].exp().sum()
        if len(own):
            loss = loss - (own - (own.exp() + rivals).log()).mean() / len(present)
    return loss
