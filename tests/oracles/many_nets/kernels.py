"""
Layers of many nets at once on maps `[N·C,B,H,W]`: depthwise convolutions and batch norms whose rows, a channel of a net
each, know nothing of one another. PyTorch's own are made for few channels of large maps; here there are 50,000 of 6×6.
Without a GPU the same layers come of PyTorch's, for checks.
"""
import math

import torch
import torch.nn.functional as F

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

NORM_BLOCK, MAP_BLOCK = 512, 256
ACTIVATIONS = {"none": 0, "relu": 1, "relu6": 6}


def borders(shape, size, stride, dilation):
    """TensorFlow's SAME: rows and columns of padding, the odd one below and right."""
    reach = dilation * (size - 1) + 1
    return [max((math.ceil(s / stride) - 1) * stride + reach - s, 0) for s in shape]


if triton:

    @triton.jit(do_not_specialize=["M"])
    def norm_forward(x, y, w, b, mean, inverse, M, eps, ACT: tl.constexpr, BLOCK: tl.constexpr):
        row = tl.program_id(0).to(tl.int64)
        offsets = tl.arange(0, BLOCK)
        total = tl.zeros([BLOCK], tl.float32)
        for i in range(0, M, BLOCK):
            total += tl.load(x + row * M + i + offsets, mask=i + offsets < M, other=0.0)
        mu = tl.sum(total, 0) / M
        squares = tl.zeros([BLOCK], tl.float32)
        for i in range(0, M, BLOCK):
            here = i + offsets < M
            v = tl.load(x + row * M + i + offsets, mask=here, other=0.0) - mu
            squares += tl.where(here, v * v, 0.0)
        r = 1.0 / tl.sqrt(tl.sum(squares, 0) / M + eps)
        tl.store(mean + row, mu)
        tl.store(inverse + row, r)
        scale = tl.load(w + row) * r
        offset = tl.load(b + row) - mu * scale
        for i in range(0, M, BLOCK):
            here = i + offsets < M
            v = tl.load(x + row * M + i + offsets, mask=here, other=0.0) * scale + offset
            if ACT >= 1:
                v = tl.maximum(v, 0.0)
            if ACT == 6:
                v = tl.minimum(v, 6.0)
            tl.store(y + row * M + i + offsets, v, mask=here)

    @triton.jit
    def through_activation(d, z, ACT: tl.constexpr):
        if ACT >= 1:
            d = tl.where(z > 0, d, 0.0)
        if ACT == 6:
            d = tl.where(z < 6.0, d, 0.0)
        return d

    @triton.jit(do_not_specialize=["M"])
    def norm_backward(x, dy, dx, w, b, mean, inverse, dw, db, M, ACT: tl.constexpr, BLOCK: tl.constexpr):
        row = tl.program_id(0).to(tl.int64)
        offsets = tl.arange(0, BLOCK)
        mu = tl.load(mean + row)
        r = tl.load(inverse + row)
        scale = tl.load(w + row)
        offset = tl.load(b + row)
        of_b = tl.zeros([BLOCK], tl.float32)
        of_w = tl.zeros([BLOCK], tl.float32)
        for i in range(0, M, BLOCK):
            here = i + offsets < M
            h = (tl.load(x + row * M + i + offsets, mask=here, other=0.0) - mu) * r
            d = tl.load(dy + row * M + i + offsets, mask=here, other=0.0)
            d = through_activation(d, h * scale + offset, ACT)
            of_b += d
            of_w += d * tl.where(here, h, 0.0)
        b_slope = tl.sum(of_b, 0)
        w_slope = tl.sum(of_w, 0)
        tl.store(db + row, b_slope)
        tl.store(dw + row, w_slope)
        for i in range(0, M, BLOCK):
            here = i + offsets < M
            h = (tl.load(x + row * M + i + offsets, mask=here, other=0.0) - mu) * r
            d = tl.load(dy + row * M + i + offsets, mask=here, other=0.0)
            d = through_activation(d, h * scale + offset, ACT)
            tl.store(dx + row * M + i + offsets, scale * r * (d - b_slope / M - h * w_slope / M), mask=here)

    OF_MAPS = ["total", "B", "H", "W", "OH", "OW", "top", "left", "DIL"]

    @triton.jit(do_not_specialize=OF_MAPS)
    def depthwise_forward(x, w, y, total, B, H, W, OH, OW, top, left, DIL, K: tl.constexpr, STRIDE: tl.constexpr, BLOCK: tl.constexpr):
        row = tl.program_id(0).to(tl.int64)
        o = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
        here = o < total
        image = o // (OH * OW)
        oy = o % (OH * OW) // OW
        ox = o % OW
        sum = tl.zeros([BLOCK], tl.float32)
        for ky in tl.static_range(K):
            for kx in tl.static_range(K):
                iy = oy * STRIDE - top + ky * DIL
                ix = ox * STRIDE - left + kx * DIL
                inside = here & (iy >= 0) & (iy < H) & (ix >= 0) & (ix < W)
                v = tl.load(x + row * (B * H * W) + image * (H * W) + iy * W + ix, mask=inside, other=0.0)
                sum += v * tl.load(w + row * (K * K) + ky * K + kx)
        tl.store(y + row * total + o, sum, mask=here)

    @triton.jit(do_not_specialize=OF_MAPS)
    def depthwise_input(dy, w, dx, total, B, H, W, OH, OW, top, left, DIL, K: tl.constexpr, STRIDE: tl.constexpr, BLOCK: tl.constexpr):
        row = tl.program_id(0).to(tl.int64)
        o = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
        here = o < total
        image = o // (H * W)
        y = o % (H * W) // W
        x = o % W
        sum = tl.zeros([BLOCK], tl.float32)
        for ky in tl.static_range(K):
            for kx in tl.static_range(K):
                ty = y + top - ky * DIL
                tx = x + left - kx * DIL
                inside = here & (ty >= 0) & (tx >= 0)
                if STRIDE == 2:
                    inside = inside & (ty % 2 == 0) & (tx % 2 == 0)
                    ty = ty // 2
                    tx = tx // 2
                inside = inside & (ty < OH) & (tx < OW)
                v = tl.load(dy + row * (B * OH * OW) + image * (OH * OW) + ty * OW + tx, mask=inside, other=0.0)
                sum += v * tl.load(w + row * (K * K) + ky * K + kx)
        tl.store(dx + row * total + o, sum, mask=here)

    @triton.jit(do_not_specialize=OF_MAPS)
    def depthwise_weight(x, dy, dw, total, B, H, W, OH, OW, top, left, DIL, K: tl.constexpr, STRIDE: tl.constexpr, BLOCK: tl.constexpr):
        row = tl.program_id(0).to(tl.int64)
        ky = tl.program_id(1) // K
        kx = tl.program_id(1) % K
        sum = tl.zeros([BLOCK], tl.float32)
        for i in range(0, total, BLOCK):
            o = i + tl.arange(0, BLOCK)
            here = o < total
            iy = o % (OH * OW) // OW * STRIDE - top + ky * DIL
            ix = o % OW * STRIDE - left + kx * DIL
            inside = here & (iy >= 0) & (iy < H) & (ix >= 0) & (ix < W)
            v = tl.load(x + row * (B * H * W) + o // (OH * OW) * (H * W) + iy * W + ix, mask=inside, other=0.0)
            sum += v * tl.load(dy + row * total + o, mask=here, other=0.0)
        tl.store(dw + row * (K * K) + tl.program_id(1), tl.sum(sum, 0))


class Norm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, b, eps, act):
        x = x.contiguous()
        rows, size = len(x), x[0].numel()
        y = torch.empty_like(x)
        mean, inverse = (torch.empty(rows, device=x.device) for _ in range(2))
        norm_forward[(rows,)](x, y, w, b, mean, inverse, size, eps, act, NORM_BLOCK)
        ctx.save_for_backward(x, w, b, mean, inverse)
        ctx.act = act
        return y, mean, inverse

    @staticmethod
    def backward(ctx, dy, *_):
        x, w, b, mean, inverse = ctx.saved_tensors
        dx, dw, db = torch.empty_like(x), torch.empty_like(mean), torch.empty_like(mean)
        norm_backward[(len(x),)](x, dy.contiguous(), dx, w, b, mean, inverse, dw, db, x[0].numel(), ctx.act, NORM_BLOCK)
        return dx, dw, db, None, None


class Depthwise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, size, stride, dilation):
        x = x.contiguous()
        rows, images, *shape = x.shape
        out = [math.ceil(s / stride) for s in shape]
        top, left = (p // 2 for p in borders(shape, size, stride, dilation))
        y = torch.empty(rows, images, *out, device=x.device)
        ctx.geometry = (images, *shape, *out, top, left, dilation, size, stride, MAP_BLOCK)
        total = images * out[0] * out[1]
        depthwise_forward[(rows, triton.cdiv(total, MAP_BLOCK))](x, w, y, total, *ctx.geometry)
        ctx.save_for_backward(x, w)
        return y

    @staticmethod
    def backward(ctx, dy):
        x, w = ctx.saved_tensors
        dy, dx, dw = dy.contiguous(), torch.empty_like(x), torch.empty_like(w)
        total = x[0].numel()
        depthwise_input[(len(x), triton.cdiv(total, MAP_BLOCK))](dy, w, dx, total, *ctx.geometry)
        depthwise_weight[(len(x), w.shape[1])](x, dy, dw, dy[0].numel(), *ctx.geometry)
        return dx, dw, None, None, None


def batch_norm(x, w, b, eps, activation):
    """In train mode: the map, and each row's mean and 1/√(variance + eps)."""
    if x.is_cuda:
        return Norm.apply(x, w, b, eps, ACTIVATIONS[activation])
    y, mean, inverse = torch.native_batch_norm(x.transpose(0, 1), w, b, None, None, True, 0.0, eps)
    return activated(y.transpose(0, 1), activation), mean, inverse


def activated(x, activation):
    return {"none": lambda v: v, "relu": F.relu, "relu6": F.relu6}[activation](x)


def depthwise(x, w, size, stride=1, dilation=1):
    """`w` `[N·C,size²]`."""
    if x.is_cuda:
        return Depthwise.apply(x, w, size, stride, dilation)
    tall, wide = borders(x.shape[2:], size, stride, dilation)
    padded = F.pad(x.transpose(0, 1), (wide // 2, wide - wide // 2, tall // 2, tall - tall // 2))
    return F.conv2d(padded, w.view(-1, 1, size, size), None, stride, 0, dilation, len(w)).transpose(0, 1)
