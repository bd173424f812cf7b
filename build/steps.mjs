import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { artefacts } from './artefacts.mjs'
import { SetupError } from './console.mjs'
import { cudaWheels } from './cuda.mjs'
import { fetchWheel, run } from './fetch.mjs'
import {
  assistFolder,
  cudaFolder,
  device,
  isNodeNewEnough,
  node,
  nodeBinary,
  nodeFolder,
  project,
  tensorflowFolder,
  weightsFolder,
} from './places.mjs'
import { hasAssistNets, stageAssistNets } from './stage/assistNets.mjs'
import { compileBindingHere } from './stage/bindingHere.mjs'
import { stageNode } from './stage/node.mjs'
import { unpackTensorflow } from './stage/tensorflow.mjs'
import { stageWeights } from './stage/weights.mjs'
import { here, targets } from './targets.mjs'
import { unzip } from './unzip.mjs'

const binding = join(project, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node')
const { libraries } = (here ?? targets['linux-x64']).tensorflow
const hashOf = (...parts) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
const stampPath = (name) => join(project, 'node_modules', `.loco-${name}`)
const stamped = (name, value) =>
  existsSync(stampPath(name)) && readFileSync(stampPath(name), 'utf8') === value
const lockHash = () => hashOf(readFileSync(join(project, 'package-lock.json')), node())
const withNode = () => ({ ...process.env, PATH: `${dirname(node())}:${process.env.PATH}` })

/** Each step says what it is, whether it is done, and how to do it. Steps run in order. */
export const steps = [
  {
    name: `Node ${here?.node.version ?? 24} (this one, ${process.versions.node}, is too old)`,
    done: () => isNodeNewEnough() || existsSync(nodeBinary),
    async act() {
      if (!here)
        throw new SetupError(
          'Node is too old',
          process.versions.node,
          'install Node 24 from nodejs.org, then run the command again',
        )
      await stageNode({ target: here, folder: nodeFolder })
    },
  },
  {
    name: 'JavaScript packages (about 750 MB on disk)',
    done: () => stamped('packages', lockHash()),
    async act() {
      const packages = join(project, 'node_modules')
      // Through a link npm would empty the folder of another checkout.
      if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(packages)
      await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: project,
        env: withNode(),
      })
      dropOtherRuntimes()
      writeFileSync(stampPath('packages'), lockHash())
    },
  },
  {
    name:
      device === 'gpu'
        ? 'TensorFlow 2.21 for GPUs (572 MB to fetch, 1.3 GB on disk)'
        : 'TensorFlow 2.21 (274 MB to fetch, 860 MB on disk)',
    optional: true,
    done: () => libraries.every((name) => existsSync(join(tensorflowFolder, name))),
    async act() {
      mustBeLinux()
      const wheel = await unpackTensorflow({
        wheel: device === 'gpu' ? artefacts.tensorflowGpu : here.tensorflow.wheel,
        libraries,
        folder: tensorflowFolder,
      })
      if (!process.env.LOCO_ARTEFACTS) rmSync(wheel, { force: true })
    },
  },
  {
    name: 'CUDA libraries (2.9 GB to fetch, 5 GB on disk)',
    optional: true,
    done: () => device === 'cpu' || stamped('cuda', cudaHash()),
    async act() {
      mustBeLinux()
      for (const wheel of cudaWheels) {
        const path = await fetchWheel(wheel)
        const library = (name) => /^nvidia\/.*\/lib\/([^/]+\.so[^/]*)$/.exec(name)?.[1]
        await unzip(path, cudaFolder, library, `unpacking ${wheel.file.split('-')[0]}`)
        if (!process.env.LOCO_ARTEFACTS) rmSync(path, { force: true })
      }
      writeFileSync(stampPath('cuda'), cudaHash())
    },
  },
  {
    name: 'the TensorFlow binding (compiled here, about 15 s)',
    optional: true,
    done: () => existsSync(binding) && stamped('binding', bindingHash()),
    async act() {
      mustBeLinux()
      await compileBindingHere({ tensorflowFolder, libraries, out: binding })
      writeFileSync(stampPath('binding'), bindingHash())
    },
  },
  {
    name: 'ImageNet weights of EfficientNet-Lite0 (17 MB)',
    optional: true,
    done: () => existsSync(join(weightsFolder, 'efficientnet-lite0.pth')),
    async act() {
      await stageWeights({ folder: weightsFolder })
    },
  },
  {
    name: 'the two nets of box assist (37 MB to fetch, 45 MB on disk)',
    optional: true,
    done: () => hasAssistNets(assistFolder),
    async act() {
      const tarball = await stageAssistNets({ folder: assistFolder })
      if (!process.env.LOCO_ARTEFACTS) rmSync(tarball, { force: true })
    },
  },
  {
    name: 'the app (built from source, about 20 s)',
    buildsApp: true,
    done: () => existsSync(join(project, 'out/main/loco.js')) && stamped('build', sourceHash()),
    async act() {
      const cli = join(project, 'node_modules/electron-vite/bin/electron-vite.js')
      await run(node(), [cli, 'build', '--logLevel', 'error'], { cwd: project, env: withNode() })
      writeFileSync(stampPath('build'), sourceHash())
    },
  },
]

const cudaHash = () => hashOf(cudaFolder, ...cudaWheels.map(({ sha256 }) => sha256))
const bindingHash = () => hashOf(tensorflowFolder, lockHash())

function mustBeLinux() {
  if (process.platform === 'linux') return
  throw new SetupError(
    'TensorFlow is set up by itself on Linux only',
    process.platform,
    'see "Windows and macOS" in CONTRIBUTING.md; viewing and painting work without it',
  )
}

/** ONNX Runtime comes for every kind of machine, 288 MB; one is enough. */
function dropOtherRuntimes() {
  const binaries = join(project, 'node_modules/onnxruntime-node/bin')
  const files = existsSync(binaries) ? readdirSync(binaries, { recursive: true }).map(String) : []
  const here = join(process.platform, process.arch)
  for (const file of files.filter((name) => !name.includes(here)))
    if (statSync(join(binaries, file)).isFile()) rmSync(join(binaries, file))
}

/** Names, sizes and times of all sources: cheap, and any edit changes it. */
function sourceHash() {
  const parts = []
  for (const root of ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']) {
    const path = join(project, root)
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true }).map((f) => join(path, String(f)))
      : [path]
    for (const file of files.sort()) {
      const info = statSync(file)
      if (info.isFile()) parts.push(`${file} ${info.size} ${info.mtimeMs}`)
    }
  }
  return hashOf(...parts, lockHash())
}
