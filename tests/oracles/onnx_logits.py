"""Runs an ONNX model on raw floats: onnx_logits.py model.onnx input.raw n h w output.raw"""
import sys

import numpy as np
import onnxruntime

model, source, n, h, w, target = sys.argv[1:]
image = np.fromfile(source, np.float32).reshape(int(n), int(h), int(w), 3).transpose(0, 3, 1, 2)
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
(logits,) = session.run(None, {"image": np.ascontiguousarray(image)})
logits.transpose(0, 2, 3, 1).astype(np.float32).tofile(target)
