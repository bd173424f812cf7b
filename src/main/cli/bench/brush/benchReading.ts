import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Engine } from '../../../engine/Engine.ts'
import { LONG, type Painted, paintedFigures, SHORT, SIZES } from './benchBeside.ts'
import { type BrushOptions, quantile } from './benchBrush.ts'
import { Desk } from './Desk.ts'
import { encoderState } from './encoderState.ts'
import { makeLargeFrames } from './largeFrames.ts'
import { startBrowser } from './startBrowser.ts'

/** Painting without and with it, in turn: what else the machine does falls on both. */
const TURNS = 3
/** From a stroke to the next, ms: long enough that the encoder has gone on before it. */
const UNDER_WAY = 2200

/** How often a stroke met a frame that was being read, and left the encoder standing still. */
interface Met {
  strokes: number
  underWay: number
  stoodStill: number
}

/**
 * Paints on large frames, a stroke on each, where box assist has no nets and where it reads the frame at hand and those around
 * it in the app's own engine, in turn: each stroke begins while a frame is being read, and the window says that a hand paints.
 */
export async function benchReading(engine: Engine, options: BrushOptions, say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'loco-brush-'))
  const study = join(folder, 'study')
  const browser = await startBrowser()
  const alone: Painted[] = []
  const beside: Painted[] = []
  const met: Met = { strokes: 0, underWay: 0, stoodStill: 0 }
  let framesRead = 0
  try {
    say('making frames')
    await engine.createStudy(study, ['normal', 'benign', 'malignant'])
    const count = 2 + 2 * SIZES.length + options.strokes
    await makeLargeFrames(engine.study, folder, { ...options, count, patient: 'A01' })
    await engine.close()
    const way = { browser, folder, study, strokes: options.strokes }
    for (let turn = 0; turn < TURNS; turn++) {
      say(`alone, turn ${turn + 1}`)
      alone.push(await paintedOn(way, { LOCO_CACHE_DIR: join(folder, 'no-nets') }))
      say(`while frames are read, turn ${turn + 1}`)
      beside.push(await paintedOn(way, {}, met))
      framesRead += await framesReadIn(study)
      // Each turn finds them unread.
      await rm(join(study, 'cache/embeddings'), { recursive: true, force: true })
    }
  } finally {
    await engine.close()
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    processor: cpus()[0]?.model.trim(),
    cores: availableParallelism(),
    ...figuresOf('alone', alone),
    ...figuresOf('reading', beside),
    ...met,
    framesRead,
  }
}

/** On a machine that has no time for it none is. */
async function framesReadIn(study: string): Promise<number> {
  const names = await readdir(join(study, 'cache/embeddings'), { recursive: true }).catch((): string[] => [])
  return names.filter((name) => /[0-9a-f]{64}$/u.test(name)).length
}

interface Way {
  readonly browser: Browser
  readonly folder: string
  readonly study: string
  readonly strokes: number
}

/** What was measured of one turn in an app of its own, which begins at the first frame. */
async function paintedOn(
  { browser, folder, study, strokes }: Way,
  env: NodeJS.ProcessEnv,
  met?: Met,
): Promise<Painted> {
  const painted: Painted = { paints: [], saves: [], tasks: [] }
  const desk = await Desk.open(browser, folder, study, { ...env, LOCO_READ_AHEAD: 'off' })
  const stroke = async (kind: typeof LONG) => {
    await desk.nextFrame()
    await new Promise((later) => setTimeout(later, UNDER_WAY))
    const before = met && encoderState(desk.pid)
    await desk.forget()
    await desk.stroke(kind)
    const after = met && encoderState(desk.pid)
    const found = await desk.figures()
    painted.paints.push(...found.paints)
    painted.tasks.push(...found.longTasks)
    if (kind === SHORT) painted.saves.push(...found.saves)
    if (!met) return
    met.strokes++
    if (before === 'computes') met.underWay++
    if (after === 'stands still') met.stoodStill++
  }
  try {
    for (const size of SIZES) {
      await desk.takeBrush(size)
      await desk.stroke({ ...LONG, points: 200 })
      await stroke(LONG)
    }
    await desk.takeBrush(40)
    for (let i = 0; i < strokes; i++) await stroke(SHORT)
  } finally {
    await desk.close()
  }
  return painted
}

/** Of all turns together, and the 95th percentile of each. */
const figuresOf = (name: string, turns: readonly Painted[]) => ({
  ...paintedFigures(name, {
    paints: turns.flatMap(({ paints }) => paints),
    saves: turns.flatMap(({ saves }) => saves),
    tasks: turns.flatMap(({ tasks }) => tasks),
  }),
  [`${name}PaintP50MsByTurn`]: turns.map(({ paints }) => quantile(paints, 0.5)),
  [`${name}PaintP95MsByTurn`]: turns.map(({ paints }) => quantile(paints, 0.95)),
})
