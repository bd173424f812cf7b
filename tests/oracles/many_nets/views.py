"""Weak and strong views of METHODS §0 for many frames at once, each with its own draws. `u` [M,24] are chances in [0,1)."""
import torch
import torch.nn.functional as F

from frames import CROP, SIDE

#: Which chance decides what.
SCALE, LEFT, TOP, FLIP, JITTER, BRIGHTNESS, CONTRAST, SATURATION, HUE, GREY, BLUR, SIGMA, BOX = range(13)
AROUND, PIXEL, PLACE, ON_LABELLED = 18, 19, (20, 21), 23
BLUR_REACH = 6
LUMA = (0.299, 0.587, 0.114)


class Window:
    """Where crops lie: interpolation of rows and columns [M,CROP,SIDE], nearest pixels, and what lies within the frame."""

    def __init__(self, u, shapes, scales, around=None):
        """`scales`: shortest and longest longer side, in those of the frames; `around`: share, class, pixels of lesions."""
        height, width = shapes.unbind(1)
        long = torch.maximum(height, width)
        low, high = (torch.floor(long * s) for s in scales)
        scaled = torch.floor(low + u[:, SCALE] * (high - low + 1))
        tall, wide = (torch.floor(side * scaled / long + 0.5) for side in (height, width))
        left, top = (torch.floor(u[:, k] * ((s - CROP).clamp(min=0) + 1)) for k, s in ((LEFT, wide), (TOP, tall)))
        if around:
            left, top = laid_around(around, u, (left, top), ((wide, width), (tall, height)))
        rows, y, inside_y = taps(top, tall, height)
        columns, x, inside_x = taps(left, wide, width)
        flip = (u[:, FLIP] < 0.5)[:, None]
        flipped = lambda t: torch.where(flip.view(-1, *[1] * (t.ndim - 1)), t.flip(1), t)
        self.rows, self.columns = rows, flipped(columns)
        self.y, self.x = y, flipped(x)
        self.inside = inside_y[:, :, None] & flipped(inside_x)[:, None]

    def pixels(self, pictures):
        """`[M,SIDE,SIDE,3]` bytes to `[M,3,CROP,CROP]`, black beyond the frame."""
        planes = pictures.permute(0, 3, 1, 2).float()
        return torch.matmul(torch.matmul(self.rows[:, None], planes), self.columns[:, None].transpose(2, 3))

    def labels(self, masks, frames):
        return torch.where(self.inside, masks[frames[:, None, None], self.y[:, :, None], self.x[:, None]], 255)


def laid_around(around, u, drawn, sides):
    """`lesionCrop.ts`: where chance says so, a pixel of a lesion lies anywhere in the crop."""
    share, wanted, pixels = around
    one = (u[:, PIXEL] * pixels.shape[2]).long()
    at = pixels[torch.arange(len(u), device=u.device), wanted, one]
    is_laid = (wanted > 0) & (u[:, AROUND] < share)
    placed = []
    for first, (scaled, side), pixel, chance in zip(drawn, sides, (at[:, 1], at[:, 0]), PLACE):
        near = torch.floor((pixel + 0.5) * scaled / side) - torch.floor(u[:, chance] * CROP)
        placed.append(torch.where(is_laid, torch.minimum(near.clamp(min=0), (scaled - CROP).clamp(min=0)), first))
    return placed


def taps(first, to, side):
    """Pillow's bilinear resize of `side` to `to` px, which widens when it shrinks, at CROP places from `first` on."""
    at = first[:, None] + torch.arange(CROP, device=first.device)
    source = torch.arange(SIDE, device=first.device)
    scale = (side / to)[:, None]
    centre = (at + 0.5) * scale
    weights = (1 - (source + 0.5 - centre[:, :, None]).abs() / scale.clamp(min=1)[:, :, None]).clamp(min=0)
    weights = weights * (source < side[:, None, None])
    inside = at < to[:, None]
    weights = weights / weights.sum(2, keepdim=True).clamp(min=1e-6) * inside[:, :, None]
    return weights, torch.floor(centre).long().clamp(0, SIDE - 1), inside


def strong(x, u, hue, jitter, order):
    """
    Colour jitter, sometimes grey, sometimes blurred, of `[M,3,CROP,CROP]` in levels of 0 to 255, which are not rounded
    here as Pillow's are. `hue` and `jitter` [M] are how far they go; the order of the four changes is the whole batch's.
    """
    each = lambda t: t[:, None, None, None]
    factor = lambda k: each(1 - jitter + 2 * jitter * u[:, k])
    changes = (
        lambda y: y * factor(BRIGHTNESS),
        lambda y: towards(grey(y).mean((2, 3), keepdim=True), y, factor(CONTRAST)),
        lambda y: towards(grey(y), y, factor(SATURATION)),
        lambda y: turned(y, (2 * u[:, HUE] - 1) * hue),
    )
    y = x
    for k in order:
        y = changes[k](y).clamp(0, 255)
    x = torch.where(each(u[:, JITTER]) < 0.8, y, x)
    x = torch.where(each(u[:, GREY]) < 0.2, grey(x).expand(-1, 3, -1, -1), x)
    return torch.where(each(u[:, BLUR]) < 0.5, blurred(x, 0.1 + 1.9 * u[:, SIGMA]), x)


def grey(x):
    return (x * torch.tensor(LUMA, device=x.device)[:, None, None]).sum(1, keepdim=True)


def towards(middle, x, factor):
    return middle + factor * (x - middle)


def turned(x, turn):
    """Hue turned by `turn` [M] of the circle."""
    red, green, blue = x.unbind(1)
    high = x.amax(1)
    span = high - x.amin(1)
    safe = span.clamp(min=1e-6)
    sixth = torch.where(high == green, 2 + (blue - red) / safe, 4 + (red - green) / safe)
    sixth = torch.where(high == red, (green - blue) / safe, sixth)
    sixth = (sixth / 6 + turn[:, None, None]) % 1 * 6
    k = [(n + sixth) % 6 for n in (5, 3, 1)]
    return torch.stack([high - span * torch.minimum(v, 4 - v).clamp(0, 1) for v in k], 1)


def blurred(x, sigma):
    """A Gaussian as two products with banded matrices; Pillow's three boxes come near it."""
    reach = torch.arange(-BLUR_REACH, BLUR_REACH + 1, device=x.device)
    kernel = torch.exp(-(reach**2) / (2 * sigma[:, None] ** 2))
    kernel = kernel / kernel.sum(1, keepdim=True)
    wide = F.pad(x, [BLUR_REACH] * 4, mode="replicate")
    offset = torch.arange(wide.shape[-1], device=x.device) - torch.arange(CROP, device=x.device)[:, None]
    within = (offset >= 0) & (offset < kernel.shape[1])
    band = torch.where(within, kernel[:, offset.clamp(0, kernel.shape[1] - 1)], 0.0)[:, None]
    return torch.matmul(torch.matmul(band, wide), band.transpose(2, 3))
