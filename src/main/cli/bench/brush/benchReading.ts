import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { localActor } from '../../../api/localActor.ts'
import { DemoService } from '../../../engine/demo/DemoService.ts'
import type { Engine } from '../../../engine/Engine.ts'
import { figuresOf, type Painted, paint } from './benchBeside.ts'
import type { BrushOptions } from './benchBrush.ts'
import { Desk } from './Desk.ts'
import { makeLargeFrames } from './largeFrames.ts'
import { startBrowser } from './startBrowser.ts'

const FRAMES = 4
/** Painting without and with it, in turn: what else the machine does falls on both. */
const TURNS = 2

/** Paints on large frames in the demo study, alone and while box assist reads its frames on the same cores, in turn. */
export async function benchReading(engine: Engine, options: BrushOptions, say: (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'loco-brush-'))
  const study = join(folder, 'study')
  const browser = await startBrowser()
  const alone: Painted = { paints: [], saves: [], tasks: [] }
  const beside: Painted = { paints: [], saves: [], tasks: [] }
  let framesRead = 0
  try {
    say('making frames')
    await engine.createStudy(study, DemoService.classNames)
    await DemoService.complete({ study: engine.study, actor: localActor() }, 1, () => {})
    await makeLargeFrames(engine.study, folder, { ...options, count: FRAMES, patient: 'A01' })
    await engine.close()
    const desk = await Desk.open(browser, folder, study)
    try {
      for (let turn = 0; turn < TURNS; turn++) {
        say(`alone, turn ${turn + 1}`)
        await paint(desk, options.strokes, alone)
        say(`while frames are read, turn ${turn + 1}`)
        const reading = await beginReading(engine, study)
        await paint(desk, options.strokes, beside)
        framesRead += await reading.end()
      }
    } finally {
      await desk.close()
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
    framesRead,
  }
}

/**
 * Reads the study's frames from here: the desk's server has the study, so they are kept in memory alone and each turn finds
 * them unread. Resolves when the first is read.
 */
async function beginReading(engine: Engine, study: string) {
  await engine.openStudy(study)
  let read = 0
  const { promise: isUnderWay, resolve } = Promise.withResolvers<void>()
  const ended = engine.assist
    .readAll((done) => {
      read = done
      if (done > 0) resolve()
    })
    // It is broken off.
    .catch(() => {})
  await Promise.race([isUnderWay, ended])
  const before = read
  return {
    /** How many frames were read meanwhile. */
    async end(): Promise<number> {
      const during = read - before
      await engine.close()
      await ended
      return during
    },
  }
}
