import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const project = dirname(dirname(fileURLToPath(import.meta.url)))
export const cache =
  process.env.LOCO_CACHE_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'loco-studio')
export const nodeFolder = join(cache, 'node')
export const nodeBinary = join(nodeFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const deviceFile = join(cache, 'tensorflow-device')
/** Which TensorFlow set-up provides: asked for by `LOCO_TF_DEVICE`, remembered from then on. */
export const device = chosenDevice()
export const tensorflowFolder = join(cache, device === 'gpu' ? 'tensorflow-gpu' : 'tensorflow')
export const cudaFolder = join(cache, 'tensorflow-gpu', 'cuda')
export const weightsFolder = join(cache, 'weights')
export const assistFolder = join(cache, 'assist')
export const downloads = join(cache, 'downloads')

/** Node that everything after set-up runs on: this one where it is new enough, else the one set-up fetched. */
export const isNodeNewEnough = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 14)
}
/** How Node runs the engine: a small young space keeps 100 MB of garbage from lying about (see TrainerProcess.ts). */
export const engineFlags = ['--max-semi-space-size=8']
export const node = () => (isNodeNewEnough() ? process.execPath : nodeBinary)

function chosenDevice() {
  const asked = process.env.LOCO_TF_DEVICE
  const before = existsSync(deviceFile) ? readFileSync(deviceFile, 'utf8').trim() : 'cpu'
  const chosen = (asked ?? before) === 'gpu' ? 'gpu' : 'cpu'
  if (chosen !== before) {
    mkdirSync(cache, { recursive: true })
    writeFileSync(deviceFile, chosen)
  }
  return chosen
}
