/**
 * Times what looks like a frame, and like a part of one, among made-up looks of so many frames, and the queue before there
 * is a model. `node tests/bench/alike.ts [FRAMES] [at-once]`: at once, before the engine has had a quiet moment.
 */

import { FrameLooks } from '../../src/main/engine/assist/alike/FrameLooks.ts'
import { Gallery } from '../../src/main/engine/assist/alike/Gallery.ts'
import { NUMBERS } from '../../src/main/engine/assist/alike/look.ts'
import { twins } from '../../src/main/engine/assist/alike/twins.ts'
import { QueueService } from '../../src/main/engine/queue/QueueService.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import { CELLS, CHANNELS, type Embedding } from '../../src/shared/assistant/embedding.ts'
import type { AssistBox } from '../../src/shared/contract/assist.ts'
import { toHalves } from '../../src/shared/domain/halfFloats.ts'
import { normal, streamFor } from '../../src/shared/domain/random.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const frames = Number(process.argv[2] ?? 20_000)
const isAtOnce = process.argv[3] === 'at-once'
/** Frames are asked for so often. */
const ASKED = 15
/** As many as a window shows. */
const LISTED = 24

const place = temporaryFolder()
const engine = testEngine(place.path)
const study = await engine.createStudy(place.path, ['normal', 'benign', 'malignant'])
insertMadeUpFrames(study.store, frames)
study.index.drop()
await study.store.db.updateTable('frame').set({ predicted: 0 }).execute()

const random = streamFor('alike-bench')
const some = Array.from({ length: 50 }, () =>
  Float32Array.from({ length: NUMBERS }, () => normal(random) / 16),
)
const rows = await study.store.db.selectFrom('frame').select(['id', 'sha256']).execute()
const looks = await FrameLooks.of(study.store, 'bench')
for (const { sha256 } of rows) {
  // Around one of some kinds, as frames of a film are.
  const kind = some[Math.floor(random() * some.length)]!
  await looks.add(
    sha256,
    kind.map((value) => value + (random() - 0.5) / 4),
  )
}

const opening = performance.now()
const gallery = await Gallery.of(study, 'bench', () => false)
const read = performance.now() - opening
if (!isAtOnce) await gallery.makeReady()

/** One that a part is taken from. */
const madeUp: Embedding = {
  width: 1024,
  height: 1024,
  data: toHalves(Float32Array.from({ length: CHANNELS * CELLS ** 2 }, () => normal(random))),
}
/** Of the process: what others do on the machine is none of it. */
const computed = () => process.cpuUsage().user / 1000
const timed = async (work: () => Promise<unknown>) => {
  const [began, cpu] = [performance.now(), computed()]
  await work()
  return { ms: performance.now() - began, cpu: computed() - cpu }
}
async function report(name: string, work: (n: number) => Promise<unknown>, count = ASKED): Promise<void> {
  const first = await timed(() => work(0))
  const all: Awaited<ReturnType<typeof timed>>[] = []
  for (let n = 1; n <= count; n++) all.push(await timed(() => work(n)))
  const at = (share: number, of: 'ms' | 'cpu') =>
    Math.round(all.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(share * (all.length - 1))]!)
  const then = `median ${at(0.5, 'ms')} ms, p95 ${at(0.95, 'ms')} ms, ${at(0.5, 'cpu')} ms computed`
  console.log(`${name}: first ${Math.round(first.ms)} ms (${Math.round(first.cpu)} computed), then ${then}`)
}
console.log(`${frames} frames, read from the disk in ${Math.round(read)} ms`)
const asked = (n: number, region?: AssistBox) =>
  gallery.alike({ frame: rows[n]!.id, sha256: rows[n]!.sha256, region, count: LISTED }, () =>
    Promise.resolve(madeUp),
  )
await report('like a frame', (n) => asked(n))
await report('like a part of one', (n) => asked(n, { left: n, top: n, right: n + 200, bottom: n + 200 }))
await report('the queue without a model', () => QueueService.next(study, 16), 5)
await report('by looks alone', () => QueueService.next(study, 16, QueueService.strategyNamed('diversity')), 5)
await report('pairs that are one picture', () => twins(study), 1)
await gallery.close()
await engine.close()
place.remove()
