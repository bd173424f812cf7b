import type { Mask } from '../../../shared/domain/mask.ts'
import { normal, streamFor } from '../../../shared/domain/random.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { BatchMaker } from '../data/BatchMaker.ts'
import { BatchQueue } from '../data/BatchQueue.ts'
import type { Picture } from '../data/picture.ts'
import { methodNamed } from '../methods/index.ts'

const FRAMES = 16

/** Batches as a real run gets them, of noisy frames with a round lesson of every class. */
export function syntheticBatches(settings: TrainingSettings): BatchQueue {
  const side = settings.frameSide ?? settings.size * 2
  const names = Array.from({ length: FRAMES }, (_, i) => `bench-${i}`)
  const frames = new Map(names.map((name, i) => [name, syntheticFrame(side, settings.classes, i)]))
  const plan = {
    labelled: names.map((path) => ({ path, mask: frames.get(path)!.mask })),
    unlabelled: methodNamed(settings.method).usesUnlabelled ? names.map((path) => ({ path })) : [],
    batch: settings.batch,
    size: settings.size,
    seed: settings.seed,
    cutMixProbability: settings.loco.cutMixProbability,
  }
  return new BatchQueue(new BatchMaker(plan, async (path) => frames.get(path)!.picture))
}

function syntheticFrame(side: number, classes: number, seed: number): { picture: Picture; mask: Mask } {
  const random = streamFor(seed, 'bench')
  const mask = { width: side, height: side, data: new Uint8Array(side * side) }
  const picture = { width: side, height: side, data: new Uint8Array(side * side * 3) }
  const centres = Array.from({ length: classes - 1 }, () => [random() * side, random() * side] as const)
  for (let i = 0; i < side * side; i++) {
    const hit = centres.findIndex(([x, y]) => Math.hypot((i % side) - x, Math.floor(i / side) - y) < side / 6)
    mask.data[i] = hit + 1
    for (let c = 0; c < 3; c++) picture.data[i * 3 + c] = 120 + 20 * (hit + 1) + 15 * normal(random)
  }
  return { picture, mask }
}
