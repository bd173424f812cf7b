import { streamFor } from '../../../shared/domain/random.ts'
import { refused } from '../../../shared/reasons/Refused.ts'
import type { Converted, ConvertJob, ExportJob, ModelRef } from '../../../shared/trainer/protocol.ts'
import { copyVerified, writeDurably } from '../../files/durableFile.ts'
import { backbones } from '../nets/backbones.ts'
import { initialWeights } from '../nets/FlatWeights.ts'
import { Network } from '../nets/Network.ts'
import { readForeignWeights } from '../weights/foreignWeights.ts'
import { fromNamed } from '../weights/layout.ts'
import { loadModel, saveModel } from '../weights/modelFile.ts'
import { readWeights } from '../weights/readWeights.ts'
import type { NamedArrays } from '../weights/safetensors.ts'
import { exportOnnx } from './exportOnnx.ts'

/**
 * Makes a model file of weights from elsewhere: a checkpoint of the public code, or another study's export. Throws
 * `Refused` where the file is not sound or is of another net.
 */
export async function convertWeights(job: ConvertJob): Promise<Converted> {
  const named = readForeignWeights(await readWeights(job.source), job.net)
  const backbone = job.backbone ?? backboneIn(named, job.settings.classes)
  const settings = { ...job.settings, backbone }
  const network = new Network(backbone, settings.classes)
  const missing = missingIn(network, named)
  if (missing) {
    throw refused('weightsLackPart', { tensor: missing, backbone })
  }
  const drawn = initialWeights(network, streamFor(settings.seed, 'initial-weights'))
  const weights = await saveModel(job.target, network, fromNamed(network, named, drawn, true), settings)
  return { weights, parameters: network.parameterCount, backbone }
}

/** The first parameter that is not there. One for prediction alone may lack the projector, which is drawn anew. */
const missingIn = ({ parameters }: Network, named: NamedArrays) =>
  parameters.find(({ name }) => !named.has(name) && !name.startsWith('projection_head.'))?.name

function backboneIn(named: NamedArrays, classes: number): string {
  const found = backbones.find(({ name }) => missingIn(new Network(name, classes), named) === undefined)
  if (found) return found.name
  throw refused('weightsOfUnknownNet', { backbones: backbones.map(({ name }) => name) })
}

/** Writes a model for other programs. */
export async function exportModel({ model, target, format }: ExportJob): Promise<ModelRef> {
  const { network, weights, settings } = await loadModel(model)
  if (format === 'safetensors') {
    await copyVerified(model.path, target, model.sha256)
    return { path: target, sha256: model.sha256 }
  }
  const sha256 = await writeDurably(target, exportOnnx(network, weights, settings))
  return { path: target, sha256 }
}
