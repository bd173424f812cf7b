import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { localActor } from '../../../api/localActor.ts'
import { DemoService } from '../../../engine/demo/DemoService.ts'
import type { Engine } from '../../../engine/Engine.ts'
import { type BrushOptions, quantile } from './benchBrush.ts'
import { Desk } from './Desk.ts'
import { makeLargeFrames } from './largeFrames.ts'
import { RoundBeside } from './RoundBeside.ts'
import { startBrowser } from './startBrowser.ts'

export const SIZES = [10, 100, 400]
/** As in `benchBrush`: one point each millisecond, 5 screen px apart. */
export const LONG = { points: 1000, spacing: 5 }
export const SHORT = { points: 24, spacing: 5 }
const FRAMES = 4
/** Painting without and with a round, in turn: what else the machine does falls on both. */
const TURNS = 2

/** What was measured of painting in one way. */
export interface Painted {
  readonly paints: number[]
  readonly saves: number[]
  readonly tasks: number[]
}

/**
 * Paints on large frames in the demo study, alone and while a round of the app's own first choice learns on the same cores,
 * in turn. Tells what a hand notices in both, and how many steps the round makes while somebody paints and while nobody does.
 */
export async function benchBeside(engine: Engine, options: BrushOptions, say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'loco-brush-'))
  const study = join(folder, 'study')
  const browser = await startBrowser()
  try {
    say('making frames')
    await engine.createStudy(study, DemoService.classNames)
    await DemoService.complete({ study: engine.study, actor: localActor() }, 1, () => {})
    await makeLargeFrames(engine.study, folder, { ...options, count: FRAMES, patient: 'A01' })
    await engine.close()
    const desk = await Desk.open(browser, folder, study)
    try {
      return {
        processor: cpus()[0]?.model.trim(),
        cores: availableParallelism(),
        ...(await inTurn(desk, study, options, say)),
      }
    } finally {
      await desk.close()
    }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function inTurn(desk: Desk, study: string, { strokes }: BrushOptions, say: (line: string) => void) {
  const round = new RoundBeside(desk, study)
  const alone: Painted = { paints: [], saves: [], tasks: [] }
  const beside: Painted = { paints: [], saves: [], tasks: [] }
  let [painted, steps, quietSeconds, quietSteps] = [0, 0, 0, 0]
  for (let turn = 0; turn < TURNS; turn++) {
    say(`alone, turn ${turn + 1}`)
    await paint(desk, strokes, alone)
    say(`beside a round, turn ${turn + 1}`)
    await round.learns()
    const [before, began] = [await round.steps(), performance.now()]
    await paint(desk, strokes, beside)
    painted += (performance.now() - began) / 1000
    const after = await round.steps()
    steps += after - before
    await new Promise((later) => setTimeout(later, 12_000))
    quietSeconds += 10
    const quiet = await round.steps()
    await new Promise((later) => setTimeout(later, 10_000))
    quietSteps += (await round.steps()) - quiet
    await round.pauses()
  }
  const perMinute = (count: number, seconds: number) => Math.round((60 * count) / seconds)
  return {
    ...paintedFigures('alone', alone),
    ...paintedFigures('training', beside),
    stepsPerMinuteWhilePainting: perMinute(steps, painted),
    stepsPerMinuteOtherwise: perMinute(quietSteps, quietSeconds),
  }
}

/** What a hand notices, by the way it was painted in. */
export const paintedFigures = (name: string, { paints, saves, tasks }: Painted) => ({
  [`${name}PaintP50Ms`]: quantile(paints, 0.5),
  [`${name}PaintP95Ms`]: quantile(paints, 0.95),
  [`${name}SaveP95Ms`]: quantile(saves, 0.95),
  [`${name}LongestTaskMs`]: Math.round(Math.max(0, ...tasks)),
})

async function paint(desk: Desk, strokes: number, { paints, saves, tasks }: Painted): Promise<void> {
  for (const size of SIZES) {
    await desk.takeBrush(size)
    await desk.stroke({ ...LONG, points: 200 })
    await desk.forget()
    await desk.stroke(LONG)
    const found = await desk.figures()
    paints.push(...found.paints)
    tasks.push(...found.longTasks)
  }
  await desk.takeBrush(40)
  await desk.forget()
  for (let i = 0; i < strokes; i++) await desk.stroke(SHORT)
  const found = await desk.figures()
  paints.push(...found.paints)
  saves.push(...found.saves)
  tasks.push(...found.longTasks)
}
