import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import type { Runtime } from './engine/machine/Runtime.ts'
import { installationOf } from './install/Installation.ts'
import { Installed } from './install/Installed.ts'
import { policyFor } from './policy.ts'

/** Folder of what a checkout's set-up fetched: Node, TensorFlow, weights. */
const cacheFolder = () =>
  process.env['LOCO_CACHE_DIR'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'loco-studio')

/** Where what belongs to no study lies: where the user says, else an administrator, else in the user's folder. */
const dataFolder = (root: string | undefined) =>
  process.env['LOCO_DATA_HOME'] ?? policyFor(root).dataFolder ?? join(homedir(), 'LoCo Studio')

/** What the machine offers an engine that runs from the built bundle; `bundle` is the folder of its entries. */
export function runtimeHere(bundle: string): Runtime {
  const installation = installationOf(bundle)
  const data = dataFolder(installation?.root)
  // An installation brings its own Node, TensorFlow, weights and nets; a checkout has what set-up fetched.
  const parts = installation ? join(installation.folder, 'resources/runtime') : cacheFolder()
  const gpuLibraries = join(parts, 'tensorflow-gpu', 'cuda')
  return {
    version: versionOf(resolve(bundle, '../../package.json')),
    installed: installation && new Installed(installation),
    dataFolder: data,
    logFile: join(data, 'log', 'loco.log'),
    trainerEntry: resolve(bundle, 'trainer.js'),
    assistantEntry: resolve(bundle, 'assistant.js'),
    // In an installation the engine runs on the Node that came with it.
    node: (installation ? undefined : process.env['LOCO_NODE']) ?? process.execPath,
    nodeArguments: [],
    gpuLibraries: existsSync(gpuLibraries) ? gpuLibraries : null,
    imagenet: backboneWeights(join(parts, 'weights')),
    assistFolder: join(parts, 'assist'),
    readsAhead: process.env['LOCO_READ_AHEAD'] !== 'off',
    demoFolder: join(data, 'Demo study'),
    recentFile: join(data, 'recent.json'),
    sessionsFile: join(data, 'sessions.json'),
    certificateFile: join(data, 'server', 'certificate.pem'),
    keysFolder: join(data, 'keys'),
  }
}

/** Weights by backbone, from files named after it: set-up fetches one, an engineer may put others beside it. */
function backboneWeights(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const files = names.filter((name) => ['.pth', '.safetensors'].includes(extname(name)))
  return Object.fromEntries(files.map((name) => [basename(name, extname(name)), join(folder, name)]))
}

function versionOf(packageFile: string): string {
  try {
    return String((JSON.parse(readFileSync(packageFile, 'utf8')) as { version?: unknown }).version)
  } catch {
    return 'unknown'
  }
}
