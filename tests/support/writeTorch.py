"""Writes a PyTorch checkpoint without PyTorch, in either of its forms, from a description on standard input.

{"path", "form": "zip" | "legacy", "raw": file of little-endian floats,
 "tables": {"": {name: {"shape", "at"}}, "model": {...}}, "evil": "module\nname" or absent}
"""
import collections
import json
import pickle
import struct
import sys
import types
import zipfile
from array import array

spec = json.load(sys.stdin)
torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
sys.modules.update({"torch": torch, "torch._utils": utils})
torch.FloatStorage = type("FloatStorage", (), {"__module__": "torch"})


def _rebuild_tensor_v2(*_):
    raise RuntimeError("only named here")


_rebuild_tensor_v2.__module__, _rebuild_tensor_v2.__qualname__ = "torch._utils", "_rebuild_tensor_v2"
utils._rebuild_tensor_v2 = _rebuild_tensor_v2


class Storage:
    def __init__(self, key, values):
        self.key, self.values = key, values


class Tensor:
    def __init__(self, storage, shape):
        self.storage, self.shape = storage, shape

    def __reduce__(self):
        strides, step = [], 1
        for side in reversed(self.shape):
            strides.insert(0, step)
            step *= side
        shape = (tuple(self.shape), tuple(strides), False, collections.OrderedDict())
        return utils._rebuild_tensor_v2, (self.storage, 0, *shape)


class Evil:
    def __reduce__(self):
        module, name = spec["evil"].split("\n")
        made = types.ModuleType(module)
        function = types.FunctionType((lambda *_: None).__code__, {}, name)
        function.__module__, function.__qualname__ = module, name
        setattr(made, name, function)
        sys.modules[module] = made
        return function, ("touch /tmp/loco-was-here",)


class Pickler(pickle.Pickler):
    def persistent_id(self, value):
        if not isinstance(value, Storage):
            return None
        key = ("storage", torch.FloatStorage, value.key, "cpu", len(value.values))
        return key if spec["form"] == "zip" else (*key, None)


values = array("f")
with open(spec["raw"], "rb") as file:
    values.frombytes(file.read())
storages, content = [], collections.OrderedDict()
for table, tensors in spec["tables"].items():
    made = collections.OrderedDict()
    for name, entry in tensors.items():
        count = 1
        for side in entry["shape"]:
            count *= side
        storages.append(Storage(str(len(storages)), values[entry["at"] : entry["at"] + count]))
        made[name] = Tensor(storages[-1], entry["shape"])
    if table:
        content[table] = made
    else:
        content = made
if any(spec["tables"]):
    content["epoch"], content["previous_best"] = 79, 86.18
if "evil" in spec:
    content["extra"] = Evil()

if spec["form"] == "zip":
    with zipfile.ZipFile(spec["path"], "w", zipfile.ZIP_STORED) as archive:
        with archive.open("archive/data.pkl", "w") as file:
            Pickler(file, 2).dump(content)
        for storage in storages:
            archive.writestr("archive/data/" + storage.key, storage.values.tobytes())
        archive.writestr("archive/version", "3\n")
else:
    with open(spec["path"], "wb") as file:
        for part in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}):
            pickle.dump(part, file, 2)
        Pickler(file, 2).dump(content)
        pickle.dump([storage.key for storage in storages], file, 2)
        for storage in storages:
            file.write(struct.pack("<q", len(storage.values)) + storage.values.tobytes())
