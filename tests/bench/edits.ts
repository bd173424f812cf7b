/**
 * Times the edit log on a catalogue with made-up frames, overlays, strokes and overlays taken over: when it is asked for
 * first, and again after a label. `node tests/bench/edits.ts [FRAMES]`
 */

import { EditService } from '../../src/main/engine/edits/EditService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { discs } from '../support/discs.ts'
import { addMadeUpModel } from '../support/madeUpModel.ts'
import { callIn, me } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const frames = Number(process.argv[2] ?? 20_000)
const MODEL = 'model-of-the-bench'
const SIDE = 512
/** Strokes on each frame, after its overlay was taken over. */
const STROKES = 6

const place = temporaryFolder()
const engine = testEngine(place.path)
const study = await engine.createStudy(place.path, ['normal', 'benign', 'malignant'])
insertMadeUpFrames(study.store, frames)
study.index.drop()
await addMadeUpModel(study, MODEL)
/** A lesion with an edge that a net would draw: noisy, so that its mask has many runs. */
const noisy = (radius: number) => {
  const mask = discs(SIDE, { value: 2, x: 250, y: 250, radius })
  for (let at = 0; at < mask.data.length; at += 97) if (at % 5 === 0) mask.data[at] = 1
  return Buffer.from(encodeMask(mask))
}
const masks = [150, 152, 160].map(noisy).map((mask) => ({ mask, sha256: sha256(mask), areas: '[]' }))
const [seen, taken, label] = masks as [(typeof masks)[0], (typeof masks)[0], (typeof masks)[0]]
const { db } = study.store
await db.transaction().execute(async (transaction) => {
  await transaction.updateTable('frame').set({ state: 2, painted: 5, hidden: 0 }).execute()
  const layerOf = async (frame: number, kind: 'model' | 'reader', author: string) => {
    const row = { frame_id: frame, kind, author }
    return Number((await transaction.insertInto('layer').values(row).executeTakeFirstOrThrow()).insertId)
  }
  for (let frame = 1; frame <= frames; frame++) {
    const at = (n: number) => new Date(1.8e12 + 1000 * (60 * frame + 7 * n)).toISOString()
    const overlay = await layerOf(frame, 'model', MODEL)
    const own = await layerOf(frame, 'reader', me.name)
    const first = { layer_id: overlay, number: 1, origin: 'prediction', at: at(0), ...seen } as const
    await transaction.insertInto('revision').values(first).execute()
    for (let number = 1; number <= STROKES + 1; number++)
      await transaction
        .insertInto('revision')
        .values({
          ...{ layer_id: own, number, at: at(number) },
          ...(number === 1 ? { origin: 'accept', ...taken } : { origin: 'stroke', ...label }),
        })
        .execute()
    const detail = JSON.stringify({ saved: [{ layer: own, revision: 1 }], overlay })
    const row = { at: at(1), actor: me.name, action: 'accept', subject: `frame:${frame}`, detail, chain: '' }
    await transaction.insertInto('audit').values(row).execute()
    await transaction.updateTable('frame').set({ label_layer: own }).where('id', '=', frame).execute()
  }
})

const timed = async () => {
  const began = performance.now()
  const log = await EditService.log(study)
  return { ms: Math.round(performance.now() - began), masks: log.rows[0]?.taken.masks ?? 0 }
}
const before = process.memoryUsage().rss
const first = await timed()
console.log(
  `${frames} labels, masks of ${seen.mask.length} bytes: first ${first.ms} ms (${first.masks} masks)`,
)
console.log(`memory: ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB more`)
await LabelService.declare(callIn(study), { frame: 1, base: STROKES + 1, as: 'done' })
console.log(`again after a label: ${(await timed()).ms} ms`)
await engine.close()
place.remove()
