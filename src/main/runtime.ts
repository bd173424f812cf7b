import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import type { Runtime } from './engine/machine/Runtime.ts'
import { policyFor } from './policy.ts'

/** Folder of what a checkout's set-up fetched: Node, TensorFlow, weights. */
const cacheFolder = () =>
  process.env['LOCO_CACHE_DIR'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'loco-studio')

/** Folder of the parts that come with an installation, if `bundle`, the folder of the entries, lies in one. */
function installedParts(bundle: string): string | undefined {
  const parts = resolve(bundle, '../../../runtime')
  return existsSync(join(parts, 'node/bin')) ? parts : undefined
}

/** Folder of Node, TensorFlow, weights and nets: an installation's own, else what set-up fetched. */
export const runtimeFolder = (bundle: string): string => installedParts(bundle) ?? cacheFolder()

/** Where what belongs to no study lies: where the user says, else an administrator, else in the user's folder. */
const dataFolder = (bundle: string) =>
  process.env['LOCO_DATA_HOME'] ?? policyFor(bundle).dataFolder ?? join(homedir(), 'LoCo Studio')

/** What the machine offers an engine that runs from the built bundle; `bundle` is the folder of its entries. */
export function runtimeHere(bundle: string): Runtime {
  const data = dataFolder(bundle)
  const parts = runtimeFolder(bundle)
  const gpuLibraries = join(parts, 'tensorflow-gpu', 'cuda')
  return {
    version: versionOf(resolve(bundle, '../../package.json')),
    dataFolder: data,
    logFile: join(data, 'log', 'loco.log'),
    trainerEntry: resolve(bundle, 'trainer.js'),
    assistantEntry: resolve(bundle, 'assistant.js'),
    node: nodeFor(bundle),
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

/** Node of trainers: in an installation the one this runs on, which came with it. */
function nodeFor(bundle: string): string {
  const told = installedParts(bundle) === undefined ? process.env['LOCO_NODE'] : undefined
  return told ?? process.execPath
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
