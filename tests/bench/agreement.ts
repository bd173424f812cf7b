/** Times how alike two readers are on made-up frames, first and again. `node tests/bench/agreement.ts [FRAMES]` */
import { AgreementService } from '../../src/main/engine/agreement/AgreementService.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const frames = Number(process.argv[2] ?? 2000)
const [WIDTH, HEIGHT] = [1280, 960]
const WISH = { px: 2, mm: 0.5 }

/** Two lesions with edges as a hand draws them. */
function drawn(shift: number, radius: number): Buffer {
  const mask = emptyMask(WIDTH, HEIGHT)
  for (const [cx, cy, r, value] of [
    [500 + shift, 400, radius, 1],
    [900, 600 + shift, radius * 0.6, 2],
  ] as const)
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++)
        if (Math.hypot(x - cx, y - cy) < r * (1 + 0.1 * Math.sin(5 * Math.atan2(y - cy, x - cx))))
          mask.data[y * WIDTH + x] = value
  return Buffer.from(encodeMask(mask))
}

const place = temporaryFolder()
const engine = testEngine(place.path)
const study = await engine.createStudy(place.path, ['normal', 'benign', 'malignant'])
insertMadeUpFrames(study.store, frames)
const masks = { anna: drawn(0, 110), berta: drawn(4, 116) }
await study.store.db.transaction().execute(async (db) => {
  await db.updateTable('frame').set({ state: 2, painted: 5, hidden: 0 }).execute()
  for (let frame = 1; frame <= frames; frame++)
    for (const author of ['anna', 'berta'] as const) {
      const layer = await db
        .insertInto('layer')
        .values({ frame_id: frame, kind: 'reader', author })
        .executeTakeFirstOrThrow()
      const at = new Date(1.8e12 + 60_000 * frame).toISOString()
      const mask = masks[author]
      const made = { number: 1, mask, sha256: sha256(mask), areas: '[]', origin: 'stroke', at } as const
      await db
        .insertInto('revision')
        .values({ layer_id: Number(layer.insertId), ...made })
        .execute()
      await db
        .insertInto('reading')
        .values({ frame_id: frame, reader: author, stage: 'submitted', at })
        .execute()
    }
})
let longest = 0
let last = performance.now()
const beat = setInterval(() => {
  longest = Math.max(longest, performance.now() - last)
  last = performance.now()
}, 5)
for (const what of ['first', 'again', 'again']) {
  const [from, cpu] = [performance.now(), process.cpuUsage()]
  longest = 0
  const { pairs } = await AgreementService.found(study, WISH)
  const used = process.cpuUsage(cpu)
  console.log(
    `${what}: ${pairs[0]?.frames} frames in ${((performance.now() - from) / 1000).toFixed(2)} s,`,
    `${((used.user + used.system) / 1e6).toFixed(2)} s of a core; longest without a breath ${longest.toFixed(0)} ms`,
  )
}
clearInterval(beat)
await engine.close()
place.remove()
