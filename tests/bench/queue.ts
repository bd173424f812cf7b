/**
 * Times the queue on a catalogue with made-up frames, overlays' signals and strokes: when it is asked for first, and anew
 * after each of some labels. `node tests/bench/queue.ts [FRAMES]`
 */

import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { QueueService } from '../../src/main/engine/queue/QueueService.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { EMBEDDED } from '../../src/shared/domain/frameSignals.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { normal, streamFor } from '../../src/shared/domain/random.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { addMadeUpModel } from '../support/madeUpModel.ts'
import { callIn, me } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const frames = Number(process.argv[2] ?? 20_000)
const MODEL = 'model-of-the-bench'
/** As many labels are said, and lists asked for. */
const LABELS = 30
const LISTED = 20
/** Kinds of picture, which embeddings lie around. */
const KINDS = 40

const place = temporaryFolder()
const engine = testEngine(place.path)
const study = await engine.createStudy(place.path, ['normal', 'benign', 'malignant'])
insertMadeUpFrames(study.store, frames)
study.index.drop()
await addMadeUpModel(study, MODEL)
const random = streamFor('queue-bench')
const kinds = Array.from({ length: KINDS }, () => Array.from({ length: EMBEDDED }, () => normal(random)))
const { db } = study.store
await db.transaction().execute(async (transaction) => {
  await transaction.updateTable('model').set({ in_use: 1 }).where('id', '=', MODEL).execute()
  await transaction.updateTable('frame').set({ predicted: 3 }).where('predicted', '=', 0).execute()
  for (let frame = 1; frame <= frames; frame++) {
    const { insertId } = await transaction
      .insertInto('layer')
      .values({ frame_id: frame, kind: 'model', author: MODEL })
      .executeTakeFirstOrThrow()
    const embedding = Buffer.alloc(4 * EMBEDDED)
    for (const [i, value] of (kinds[frame % KINDS] ?? []).entries())
      embedding.writeFloatLE(value + 0.5 * normal(random), 4 * i)
    await transaction
      .insertInto('signal')
      .values({
        layer_id: Number(insertId),
        entropy: random(),
        narrowness: random(),
        torn: random() < 0.5 ? random() ** 3 : null,
        torn_first: 1,
        torn_second: 2,
        boundary: random(),
        nets_differ: random() ** 2,
        embedding,
      })
      .execute()
  }
  const mask = Buffer.from(encodeMask(emptyMask(1280, 1024)))
  for (let frame = 11; frame < Math.min(frames, 6000); frame += 10) {
    const { insertId } = await transaction
      .insertInto('layer')
      .values({ frame_id: frame, kind: 'reader', author: me.name })
      .executeTakeFirstOrThrow()
    const layer_id = Number(insertId)
    for (let number = 1; number <= 6; number++)
      await transaction
        .insertInto('revision')
        .values({
          layer_id,
          number,
          mask,
          sha256: '',
          areas: '[]',
          origin: 'stroke',
          at: new Date(1.8e12 + 1000 * (60 * frame + 7 * number)).toISOString(),
        })
        .execute()
    await transaction.updateTable('frame').set({ label_layer: layer_id }).where('id', '=', frame).execute()
  }
})
study.index.drop()

const timed = async (name?: string) => {
  const began = performance.now()
  const strategy = name === undefined ? undefined : QueueService.strategyNamed(name)
  const { frames: list, waiting } = await QueueService.next(study, LISTED, strategy)
  return { ms: performance.now() - began, first: list[0], waiting }
}
const first = await timed()
const again: number[] = []
let now = first
for (let n = 0; n < LABELS; n++) {
  if (!now.first) break
  await LabelService.declare(callIn(study), { frame: now.first.frame, base: 0, as: 'noLesion' })
  now = await timed()
  again.push(now.ms)
}
again.sort((a, b) => a - b)
const at = (share: number) => Math.round(again[Math.floor(share * (again.length - 1))] ?? 0)
console.log(`${frames} frames, ${first.waiting} wait: first list ${Math.round(first.ms)} ms`)
console.log(`anew after a label: median ${at(0.5)} ms, p95 ${at(0.95)} ms`)
for (const { name } of QueueService.strategies) {
  await timed(name)
  console.log(`  ${name}: ${Math.round((await timed(name)).ms)} ms`)
}
await engine.close()
place.remove()
