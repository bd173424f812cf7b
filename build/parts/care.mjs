/** The day on which everything below was looked up; whoever changes a line looks at all of them. */
export const lookedUp = '2026-11-28'

/**
 * What is known of each part of others.mjs, by its key and for the version that ships: in what state its makers keep it,
 * which faults are known and what of them matters here, and which of our tests would see it misbehave. For another
 * version than these lines speak of they say so, so that an old line is not believed of a new part.
 */
export const careOf = (key, version) => {
  const { of, behind, ...care } = CARE[key]
  if (!of || of.test(version)) return { ...care, isBehind: behind?.test(version) ?? false }
  return {
    ...care,
    isBehind: false,
    state: `Version ${version} was chosen after this table was written; look up its state.`,
    faults: 'Not looked up for this version.',
  }
}

const CARE = {
  electron: {
    of: /^22\./,
    behind: /./,
    state:
      'No longer kept: Electron 22 ended on 10 October 2023. A build that is given a newer Electron uses it.',
    faults:
      'Chromium 108 with the repairs up to the start of October 2023 (among them CVE-2023-4863 in WebP and CVE-2023-5217 in VP8): no fault of Chromium found since is mended. The window loads the app’s own files alone, refuses every other address, permission and new window, and runs no script that is not the app’s. What comes from outside and reaches Chromium are the pictures of a study, after the engine has read them; a picture made to break Chromium’s decoder is the risk that remains. As a window on a department’s server it also speaks TLS with that one server.',
    checks: ['tests/faults/electron.test.ts', 'tests/faults/egress.test.ts', 'tests/e2e/electron.test.ts'],
  },
  node: {
    of: /^(24\.21\.0|24\.0\.0|22\.14\.0)$/,
    behind: /^(22\.14|24\.0)\.0$/,
    state:
      'Kept by its makers: Node 24 until 30 April 2028, Node 22 until 30 April 2027. On Windows 22.14.0 of February 2025 ships, on macOS 24.0.0 of May 2025, both without the security releases since.',
    faults:
      'In 22.14.0 (Windows) and 24.0.0 (macOS): CVE-2025-23166 (a process stops on certain wrong keys), and on Windows CVE-2025-27210 (names of devices in paths), both mended in later releases. Only a department’s server takes in what other computers send; it runs best on Linux. For 24.21.0 none was known to us; the list of advisories could not be asked from where this was built.',
    checks: ['tests/faults/server.test.ts', 'tests/faults/egress.test.ts', 'tests/faults/listening.test.ts'],
  },
  tensorflow: {
    of: /^2\.(21\.0|16\.2)$/,
    behind: /^2\.16\./,
    state:
      'Kept by Google. 2.21.0 ships on Linux and macOS. 2.16.2 (Windows) is of 2024 and gets no repairs any more; it is the newest build for Windows of usable size without Python.',
    faults:
      'Most advisories on TensorFlow are about models and arguments made to do harm. No model file reaches it here: weights are read and checked by our own code, and the sizes of all tensors come from it too.',
    checks: [
      'tests/golden/resNet50Step.test.ts',
      'tests/unit/main/trainer/nets/Tape.test.ts',
      'tests/faults/killedTrainer.test.ts',
    ],
  },
  binding: {
    state:
      'Its makers published last in December 2024 and answer seldom; its source is 1,600 lines, which we compile.',
    faults: 'None known that reaches beyond the trainer, a process that is started again when it ends.',
    checks: ['tests/golden/resNet50Step.test.ts', 'tests/faults/killedTrainer.test.ts'],
  },
  libcxx: {
    state: 'Kept by the LLVM project.',
    faults: 'None known.',
    checks: ['tests/golden/resNet50Step.test.ts'],
  },
  mingw: {
    state: 'Kept by the mingw-w64 project.',
    faults: 'None known.',
    checks: [],
  },
  msvc: {
    state: 'Kept by Microsoft; copies beside an app are not renewed by Windows Update, only with the app.',
    faults: 'None known.',
    checks: [],
  },
  nsis: {
    of: /^3\.08$/,
    state: 'Kept by its contributors; 3.08 is the one in Debian 12, with its security repairs.',
    faults:
      'CVE-2023-37378 (rights of the uninstaller’s folder, mended by Debian). It matters where an administrator installs for all users.',
    checks: [],
  },
  sqlite: {
    state: 'Kept by its makers, who promise to until 2050.',
    faults: 'None known. It opens files of studies alone, which a person chose.',
    checks: [
      'tests/faults/powerCuts.test.ts',
      'tests/faults/damagedCatalogue.test.ts',
      'tests/faults/fullDisk.test.ts',
    ],
  },
  libvips: {
    state: 'Kept by its makers and by those of sharp, who renew all libraries inside with each release.',
    faults:
      'None known in these versions. It reads pictures from outside: what is imported is read first in a thread of its own, which is ended where it takes too long or too much memory.',
    checks: [
      'tests/faults/hostileImages.test.ts',
      'tests/faults/hostileImport.test.ts',
      'tests/faults/bombs.test.ts',
    ],
  },
  openjpeg: {
    state: 'Kept by its makers; its build in the package follows some time after.',
    faults: 'It had many faults of memory. As WebAssembly it reaches no memory but its own.',
    checks: ['tests/integration/codecs.test.ts', 'tests/integration/dicomStreams.test.ts'],
  },
  charls: {
    state: 'Kept by its makers.',
    faults: 'None known. As WebAssembly it reaches no memory but its own.',
    checks: ['tests/integration/codecs.test.ts', 'tests/integration/dicomStreams.test.ts'],
  },
  onnxruntime: {
    state: 'Kept by Microsoft.',
    faults: 'None known. It opens the two nets below alone, each checked by its sha256 first.',
    checks: ['tests/integration/assist.test.ts', 'tests/e2e/boxAssist.test.ts'],
  },
  weights: {
    state:
      'Finished: published once. The package names no licence; the net it was made from is under Apache-2.0.',
    faults:
      'None known. It was made on everyday photographs and knows nothing of the larynx before it is trained.',
    checks: ['tests/integration/exchange.test.ts'],
  },
  nets: {
    state:
      'Published once, by one person. How and on what pictures the pair was made is not published; by its tensors it is built as MobileSAM and Segment Anything, both Apache-2.0. A site can put another pair in its place (loco assist use) or delete the folder.',
    faults:
      'Made for photographs of any kind, not for medicine. It proposes an outline, which a person accepts or mends; no measurement rests on it alone.',
    checks: ['tests/integration/assistNumbers.test.ts', 'tests/e2e/boxAssist.test.ts'],
  },
}
