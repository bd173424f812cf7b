/** Paints, imports and trains in one engine until its time is over; prints how it stands as a line of JSON after each turn. */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { callIn, me } from './me.ts'
import { smallRound } from './rounds.ts'
import { studyOfPairs, testEngine } from './TestStudy.ts'

/** How the process and its files stand after a turn. */
export interface Standing {
  readonly minute: number
  /** What the process holds, and what of it is alive, bytes. */
  readonly rss: number
  readonly alive: number
  readonly handles: number
  readonly descriptors: number
  /** Bytes of the write-ahead log and of all logs. */
  readonly wal: number
  readonly logs: number
  readonly strokes: number
  readonly frames: number
  readonly rounds: number
}

const STROKES = 150
const SIDE = 72
const patch = encodeMask({ width: 5, height: 5, data: new Uint8Array(25).fill(1) })

/** Strokes on one frame after the other; each is acknowledged before the next. */
async function paint(study: OpenStudy, turn: number): Promise<number> {
  const frames = study.index.ids({}, undefined)
  const frame = frames[turn % frames.length] ?? 1
  const own = (await LabelService.list(callIn(study), frame)).find(({ kind }) => kind === 'reader')
  let base = own?.revision ?? 0
  for (let n = 0; n < STROKES; n++) {
    const at = { x: (base * 7) % (SIDE - 5), y: (base * 3) % (SIDE - 5) }
    const change = { frame, stroke: `soak-${turn}-${n}`, base, ...at, patch }
    base = (await LabelService.paint(callIn(study), change)).revision
  }
  return STROKES
}

/** A picture that is new, and one that was there before. */
async function bring(study: OpenStudy, place: string, turn: number): Promise<number> {
  const folder = join(place, 'arriving')
  mkdirSync(folder, { recursive: true })
  for (const number of [turn, Math.max(0, turn - 3)]) {
    const data = Buffer.from(Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * (number + 3)) % 251))
    const picture = sharp(data, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    await picture.png().toFile(join(folder, `soak-${number}.png`))
  }
  const options = { layout: 'folder', groupBy: { kind: 'name' } } as const
  const { added } = await ImportService.importPaths(callIn(study), [folder], options, () => {})
  rmSync(folder, { recursive: true })
  return added
}

/** A round, whose files are removed: an hour of them would fill the disk. */
async function train(engine: Engine, study: OpenStudy): Promise<void> {
  const { id } = await engine.training.start(me, smallRound(6))
  const { state, model } = await engine.training.ended(id)
  if (state !== 'finished') throw new Error(`A round ended as ${state}.`)
  await engine.training.curves(id)
  rmSync(join(study.store.folder, 'runs', id), { recursive: true })
  const inUse = await study.store.db
    .selectFrom('model')
    .select('id')
    .where('in_use', '=', 1)
    .executeTakeFirst()
  if (model !== inUse?.id) rmSync(join(study.store.folder, 'models', String(model)), { recursive: true })
}

const sizes = (folder: string) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

async function soak(place: string, minutes: number): Promise<void> {
  const engine = testEngine(place)
  const study = await studyOfPairs(engine, place, { count: 8 })
  mkdirSync(join(place, 'log'), { recursive: true })
  // As after a year: the next line turns it over.
  writeFileSync(join(place, 'log/loco.log'), `${'x'.repeat(99)}\n`.repeat(5100))
  const began = performance.now()
  let [strokes, frames, rounds] = [0, 8, 0]
  for (let turn = 0; performance.now() - began < minutes * 60_000; turn++) {
    const round = train(engine, study)
    const [painted, added] = await Promise.all([paint(study, turn), bring(study, place, turn)])
    await round
    strokes += painted
    frames += added
    rounds++
    globalThis.gc?.()
    // What buffers hold outside is let go of a moment later.
    await pause(100)
    globalThis.gc?.()
    const { rss, heapUsed, external } = process.memoryUsage()
    const standing: Standing = {
      minute: (performance.now() - began) / 60_000,
      rss,
      alive: heapUsed + external,
      handles: process.getActiveResourcesInfo().length,
      descriptors: readdirSync('/proc/self/fd').length,
      wal: statSync(join(study.store.folder, 'catalogue.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0,
      logs: sizes(join(place, 'log')),
      strokes,
      frames,
      rounds,
    }
    writeSync(1, `${JSON.stringify(standing)}\n`)
  }
  await engine.close()
}

const [place, minutes] = process.argv.slice(2)
if (place !== undefined) await soak(place, Number(minutes))
