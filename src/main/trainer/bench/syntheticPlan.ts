import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Mask } from '../../../shared/domain/mask.ts'
import { normal, streamFor } from '../../../shared/domain/random.ts'
import { encodeMask } from '../../../shared/domain/rle.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { BatchPlan } from '../data/BatchMaker.ts'
import type { Picture } from '../data/picture.ts'
import { viewsOf } from '../methods/index.ts'

const FRAMES = 16

/** A plan as a real run has it, of noisy frames with a round lesion of every class, written to `folder`. */
export async function syntheticPlan(
  settings: TrainingSettings,
): Promise<{ plan: BatchPlan; folder: string }> {
  const { batch, size, seed, frameSide, classes } = settings
  const folder = await mkdtemp(join(tmpdir(), 'loco-bench-'))
  const labelled = await Promise.all(
    Array.from({ length: FRAMES }, async (_, i) => {
      const { picture, mask } = syntheticFrame(frameSide ?? size * 2, classes, i)
      const { width, height } = picture
      const path = join(folder, `${i}.png`)
      await sharp(picture.data, { raw: { width, height, channels: 3 } })
        .png()
        .toFile(path)
      return { path, mask: encodeMask(mask) }
    }),
  )
  const views = viewsOf(settings)
  const unlabelled = views.unlabelled ? labelled.map(({ path }) => ({ path })) : []
  const plan = { labelled, unlabelled, batch, size, seed, frameSide, views }
  return { folder, plan }
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
