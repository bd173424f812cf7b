import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { RoundOptions } from '../../../shared/contract/training.ts'
import type { InitialWeights } from '../../../shared/trainer/protocol.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { ModelService } from '../models/ModelService.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/**
 * What a round starts from, and the id of the model where it is one. A model of another backbone gives nothing: then it is what
 * this machine has for the backbone. Fails MODEL_NOT_FOUND, also for a file that is not there.
 */
export async function initialWeights(
  study: OpenStudy,
  runtime: Runtime,
  { initial, backbone }: Pick<RoundOptions, 'initial' | 'backbone'>,
): Promise<{ initial: InitialWeights; from: string | null }> {
  if (initial === 'none') return { initial: { kind: 'none' }, from: null }
  if (/\.(pth|safetensors)$/.test(initial)) return { initial: backboneFile(initial), from: null }
  const champion = await ModelService.inUse(study)
  const wanted = initial === 'champion' ? champion?.id : initial === 'imagenet' ? undefined : initial
  if (wanted !== undefined) {
    const row = await ModelService.named(study, wanted)
    if (ModelService.cardOf(row).settings.backbone === backbone) {
      return { initial: { kind: 'model', ...ModelService.fileOf(study, row) }, from: row.id }
    }
  }
  const path = runtime.imagenet[backbone]
  return { initial: path ? { kind: 'imagenet', path } : { kind: 'none' }, from: null }
}

function backboneFile(path: string): InitialWeights {
  if (existsSync(path)) return { kind: 'imagenet', path: resolve(path) }
  throw new Failure('weightsUnreadable', { path })
}
