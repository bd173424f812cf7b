import { copyFile, readFile } from 'node:fs/promises'
import { streamFor } from '../../../shared/domain/random.ts'
import type { ConvertJob, ExportJob, TrainerEvent } from '../../../shared/trainer/protocol.ts'
import { writeDurably } from '../../files/durableFile.ts'
import { Network } from '../nets/Network.ts'
import { readForeignWeights } from './foreignWeights.ts'
import { fromNamed, initialWeights } from './layout.ts'
import { loadModel, saveModel } from './modelFile.ts'
import { exportOnnx } from './onnx/exportOnnx.ts'

/**
 * Makes a model file of weights from elsewhere: a checkpoint of the public code, or another study's export. Throws
 * an Error with one sentence where the file is not sound or is of another net.
 */
export async function convertWeights({ source, net, settings, target }: ConvertJob): Promise<TrainerEvent> {
  const named = readForeignWeights(await readFile(source), net)
  const network = new Network(settings.backbone, settings.classes)
  // A checkpoint for prediction alone may lack the projector; it is drawn anew, everything else must be there.
  const drawn = initialWeights(network, streamFor(settings.seed, 'initial-weights'))
  const missing = network.parameters.find(
    ({ name }) => !named.has(name) && !name.startsWith('projection_head.'),
  )
  if (missing) {
    throw new Error(
      `The file lacks ${missing.name}, which ${settings.backbone} needs; check the backbone and that it is a checkpoint of the whole net.`,
    )
  }
  const weights = await saveModel(target, network, fromNamed(network, named, drawn, true), settings)
  return { kind: 'converted', weights, parameters: network.parameterCount }
}

/** Writes a model for other programs. */
export async function exportModel({ model, target, format }: ExportJob): Promise<TrainerEvent> {
  const { network, weights } = await loadModel(model)
  if (format === 'safetensors') {
    await copyFile(model.path, target)
    return { kind: 'exported', file: { path: target, sha256: model.sha256 } }
  }
  const sha256 = await writeDurably(target, exportOnnx(network, weights))
  return { kind: 'exported', file: { path: target, sha256 } }
}
