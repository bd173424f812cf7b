/** Times pages of a long trail: the newest, a person's, a frame's. `node tests/bench/trail.ts [ROWS]` */
import { TrailService } from '../../src/main/engine/audit/TrailService.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const rows = Number(process.argv[2] ?? 100_000)
const place = temporaryFolder()
const engine = testEngine(place.path)
const study = await engine.createStudy(place.path, ['normal', 'benign', 'malignant'])
insertMadeUpFrames(study.store, 5000)
study.index.drop()
const { db } = study.store
await db.transaction().execute(async (transaction) => {
  for (let n = 0; n < rows; n++) {
    const detail = JSON.stringify({
      saved: [{ layer: n, revision: 1, sha256: 'f'.repeat(64), author: 'anna' }],
    })
    const row = {
      at: new Date(1.8e12 + 1000 * n).toISOString(),
      action: 'stroke',
      chain: 'f'.repeat(64),
      detail,
    }
    const actor = n % 100 === 0 ? 'rare' : 'anna'
    await transaction
      .insertInto('audit')
      .values({ ...row, actor, subject: `frame:${1 + (n % 5000)}` })
      .execute()
  }
})
const timed = async (what: string, work: () => Promise<unknown>) => {
  const times: number[] = []
  for (let n = 0; n < 5; n++) {
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
  }
  console.log(`${what}: ${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} ms`)
}
await timed('newest', () => TrailService.page(study, { limit: 50 }))
await timed('of a person', () => TrailService.page(study, { limit: 50, person: 'rare' }))
await timed('of nobody', () => TrailService.page(study, { limit: 50, person: 'nobody' }))
await timed('of a frame', () => TrailService.page(study, { limit: 50, frame: 7 }))
await timed('by name', () => TrailService.page(study, { limit: 50, search: '17' }))
await timed('choices', () => TrailService.choices(study))
await engine.close()
place.remove()
