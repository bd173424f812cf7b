import { text } from 'node:stream/consumers'
import { methodHelp, methodName } from '../../../shared/trainer/methods/index.ts'
import { settingsFrom } from '../../../shared/trainer/presets.ts'
import { answerOf } from '../../engine/jobs/JobService.ts'
import { type AssistOptions, benchAssist } from '../bench/benchAssist.ts'
import { benchCatalogue } from '../bench/benchCatalogue.ts'
import { benchLook, type LookOptions } from '../bench/benchLook.ts'
import { benchBeside } from '../bench/brush/benchBeside.ts'
import { type BrushOptions, benchBrush } from '../bench/brush/benchBrush.ts'
import { benchReading } from '../bench/brush/benchReading.ts'
import { type AnnotatorTask, annotate } from '../bench/serve/annotator.ts'
import { benchServe, type ServeOptions } from '../bench/serve/benchServe.ts'
import type { Command } from '../Command.ts'
import { wholeNumber } from '../options.ts'

/** Steps before the first that is timed. */
const WARM_UP = 5

interface Options {
  readonly method: string
  readonly backbone: string
  readonly size: number
  readonly batch: number
  readonly classes: number
  readonly repeats: number
  readonly json?: boolean
}

type BrushWishes = BrushOptions & {
  readonly json?: boolean
  readonly whileTraining?: boolean
  readonly whileReading?: boolean
}

/** `loco bench step`: what one training step costs here. */
export const bench: Command = {
  register(program, terminal) {
    const group = program.command('bench').description('figures on this machine')
    group
      .command('step')
      .description('time of one training step, by part')
      .option('--method <name>', methodHelp, 'loco')
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50', 'efficientnet-lite0')
      .option('--size <px>', 'side of the crop', wholeNumber(32), 128)
      .option('--batch <n>', 'images of each kind', wholeNumber(1), 4)
      .option('--classes <n>', 'classes', wholeNumber(2), 3)
      .option('--repeats <n>', 'timed steps', wholeNumber(1), 40)
      .option('--json', 'one JSON document')
      .action(async ({ json = false, repeats, ...options }: Options) => {
        const { engine, progress, result } = terminal(json)
        const method = methodName(options.method)
        const settings = settingsFrom('cpu', { ...options, method, steps: repeats + WARM_UP })
        progress('timing …')
        const value = answerOf(
          await engine.jobs.ask({ kind: 'bench', job: { settings, warmUp: WARM_UP, repeats, within: null } })
            .outcome,
        )
        result(value, table(value))
      })
    group
      .command('catalogue')
      .description('opening, finding and importing at any size')
      .option('--frames <n>', 'rows of the study', wholeNumber(100), 1_000_000)
      .option('--files <n>', 'files to import', wholeNumber(10), 600)
      .option('--json', 'one JSON document')
      .action(async ({ frames, files, json = false }: { frames: number; files: number; json?: boolean }) => {
        const { engine, progress, result } = terminal(json)
        const value = await benchCatalogue(engine, frames, files, progress)
        result(value, table(value))
      })
    group
      .command('look')
      .description('asking a model about one frame')
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50', 'efficientnet-lite0')
      .option('--size <px>', 'side of the frames', wholeNumber(32), 321)
      .option('--repeats <n>', 'questions to the warm trainer', wholeNumber(1), 40)
      .option('--json', 'one JSON document')
      .action(async ({ json = false, ...options }: LookOptions & { json?: boolean }) => {
        const { engine, progress, result } = terminal(json)
        const value = await benchLook(engine, options, progress)
        result(value, table(value))
      })
    group
      .command('assist')
      .description('reading frames for box assist, and boxes and clicks')
      .option('--width <px>', 'of the frames', wholeNumber(32), 1920)
      .option('--height <px>', 'of the frames', wholeNumber(32), 1080)
      .option('--frames <n>', 'frames that are read', wholeNumber(2), 8)
      .option('--boxes <n>', 'boxes, and as many clicks', wholeNumber(1), 100)
      .option('--json', 'one JSON document')
      .action(async ({ json = false, ...options }: AssistOptions & { json?: boolean }) => {
        const { engine, progress, result } = terminal(json)
        const value = await benchAssist(engine, options, progress)
        result(value, table(value))
      })
    group
      .command('brush')
      .description('painting, saving and opening frames in Chromium')
      .option('--width <px>', 'of the frames', wholeNumber(64), 1920)
      .option('--height <px>', 'of the frames', wholeNumber(64), 1080)
      .option('--strokes <n>', 'short strokes that are saved', wholeNumber(1), 500)
      .option('--while-training', 'alone and beside a round on the same cores, in turn')
      .option('--while-reading', 'alone and while box assist reads frames on the same cores, in turn')
      .option('--json', 'one JSON document')
      .action(async ({ json = false, whileTraining, whileReading, ...options }: BrushWishes) => {
        const { engine, progress, result } = terminal(json)
        const painted = whileTraining ? benchBeside : whileReading ? benchReading : benchBrush
        const value = await painted(engine, options, progress)
        result(value, table(value))
      })
    group
      .command('serve')
      .description("people who paint over TLS on a department's server")
      .option('--people <n>', 'each in a process of their own', wholeNumber(1), 20)
      .option('--minutes <n>', 'of painting', wholeNumber(1), 5)
      .option('--width <px>', 'of the frames', wholeNumber(512), 1920)
      .option('--height <px>', 'of the frames', wholeNumber(512), 1080)
      .option('--json', 'one JSON document')
      .action(async ({ json = false, ...options }: ServeOptions & { json?: boolean }) => {
        const { engine, progress, result } = terminal(json)
        const value = await benchServe(engine, options, progress)
        result(value, table(value))
      })
    group
      .command('annotator', { hidden: true })
      .description('one of those people: takes a task on standard input')
      .action(async () => {
        const { result } = terminal(true)
        const report = await annotate(JSON.parse(await text(process.stdin)) as AnnotatorTask)
        result(report, '')
      })
  },
}

const table = (value: object) =>
  Object.entries(value)
    .map(([key, v]) => `${key.padEnd(30)}${Array.isArray(v) ? v.join(' ') : v}`)
    .join('\n')
