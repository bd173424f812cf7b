import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { project, tensorflowFolder as setUpHere } from '../places.mjs'
import { peExports } from './peExports.mjs'
import { zig } from './zig.mjs'

const source = join(project, 'node_modules/@tensorflow/tfjs-node-gpu/binding')
const headers = join(project, 'node_modules/node-api-headers')
const shared = ['-shared', '-fPIC']

/**
 * How each target is compiled for and linked. The glibc is the one of TensorFlow's wheel (manylinux 2.27): a binding of
 * this machine's g++ would want the C++ library of this machine. macOS resolves Node's names when it loads.
 */
const targets = {
  'linux-x64': {
    triple: 'x86_64-linux-gnu.2.27',
    link: ({ tensorflowFolder, rpath }) => [
      ...shared,
      `-L${tensorflowFolder}`,
      '-l:libtensorflow_cc.so.2',
      '-l:libtensorflow_framework.so.2',
      `-Wl,-rpath,${rpath}`,
    ],
  },
  'win32-x64': {
    triple: 'x86_64-windows-gnu',
    link: async ({ tensorflowFolder, work }) => [
      '-shared',
      '-DBUILDING_NODE_EXTENSION',
      ...(await importLibraries(tensorflowFolder, work)),
    ],
  },
  'darwin-arm64': {
    triple: 'aarch64-macos.12.0',
    link: ({ rpath }) => [...shared, '-Wl,-undefined,dynamic_lookup', `-Wl,-rpath,${rpath}`],
  },
}

/**
 * Compiles tfjs's binding for a target, on any machine that zig runs on, into the file `out`. `tensorflowFolder` holds the
 * target's libraries; `rpath` is where the binding looks for them, from its own folder (`$ORIGIN`, `@loader_path`). Windows
 * looks beside the binding and takes none. The C interface's headers are those set-up unpacked: they have only grown since
 * the oldest library that is shipped (2.16).
 */
export async function compileBinding({ target, tensorflowFolder, out, rpath }) {
  const { triple, link } = targets[target] ?? noTarget(target)
  const work = mkdtempSync(join(tmpdir(), 'loco-binding-'))
  try {
    mkdirSync(dirname(out), { recursive: true })
    await zig(
      'c++',
      ...['-target', triple, '-O2', '-s', '-std=c++17', '-DNAPI_VERSION=8'],
      ...[join(headers, 'include'), join(setUpHere, 'include')].map((folder) => `-I${folder}`),
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(source, file)),
      ...(await link({ tensorflowFolder, rpath, work })),
      ...['-o', join(work, 'tfjs_binding.node')],
    )
    writeFileSync(`${out}.new`, readFileSync(join(work, 'tfjs_binding.node')), { mode: 0o755 })
    renameSync(`${out}.new`, out)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function noTarget(target) {
  throw new Error(`there is no binding for ${target}`)
}

/** What the linker needs to know of node.exe and tensorflow.dll: the names they export. */
async function importLibraries(tensorflowFolder, work) {
  const definitions = ['js_native_api', 'node_api'].map((name) =>
    readFileSync(join(headers, 'def', `${name}.def`), 'utf8'),
  )
  const napi = definitions.flatMap((text) =>
    text.split(/\r?\n/).filter((line) => /^(napi|node_api)_/.test(line)),
  )
  const tensorflow = peExports(join(tensorflowFolder, 'tensorflow.dll')).filter((name) => /^TFE?_/.test(name))
  return [
    await importLibrary(work, 'node.exe', napi),
    await importLibrary(work, 'tensorflow.dll', tensorflow),
  ]
}

async function importLibrary(work, library, names) {
  const file = join(work, library)
  writeFileSync(`${file}.def`, ['EXPORTS', ...names, ''].join('\n'))
  await zig('dlltool', '-m', 'i386:x86-64', '-D', library, '-d', `${file}.def`, '-l', `${file}.lib`)
  return `${file}.lib`
}
