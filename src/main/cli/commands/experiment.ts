import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { settingsFrom } from '../../../shared/trainer/presets.ts'
import type { TrainResult } from '../../../shared/trainer/protocol.ts'
import type { ImportOptions } from '../../engine/import/Incoming.ts'
import { startTrainer } from '../../engine/training/TrainerProcess.ts'
import type { Command, Terminal } from '../Command.ts'
import { divide, type ExperimentFrame, readFrames } from '../experimentData.ts'
import { duration, groupBy, list, maskMap, points, wholeNumber } from '../options.ts'
import { mustFinish } from '../trainerExit.ts'

interface Options {
  readonly data: string
  readonly layout: string
  readonly maskMap?: NonNullable<ImportOptions['maskMap']>
  readonly groupBy?: NonNullable<ImportOptions['groupBy']>
  readonly classes: number
  readonly methods: string[]
  readonly labelled: string
  readonly seeds: string[]
  readonly steps: number
  readonly size: number
  readonly batch: number
  readonly preset: 'cpu' | 'paper' | 'code'
  readonly out?: string
  readonly json?: boolean
}

/** One training of the experiment. */
interface Run {
  readonly method: string
  readonly labelled: number
  readonly seed: number
  readonly steps: number
  readonly seconds: number
  readonly iou: readonly (number | null)[]
  readonly miou: number
  readonly dice: number | null
  readonly nsd: { readonly slab3d: number | null; readonly contour2d: number | null } | null
}

/** `loco experiment`: the paper's protocol on any image folder. */
export const experiment: Command = {
  register(program, terminal) {
    program
      .command('experiment')
      .description('compare methods on a folder of images and masks')
      .requiredOption('--data <folder>', 'images and masks')
      .option('--layout <name>', 'auto, pairs or folder', 'auto')
      .option('--mask-map <pairs>', 'file value=class', maskMap)
      .option('--group-by <how>', 'manifest:COLUMN or regex:PATTERN', groupBy)
      .option('--classes <n>', 'classes with background', wholeNumber(2), 2)
      .option('--methods <names>', 'methods', list, ['supervised', 'loco'])
      .option('--labelled <n>', 'labelled frames, as 10 or 10%', '10%')
      .option('--seeds <numbers>', 'one run of each method a seed', list, ['0'])
      .option('--steps <n>', 'steps', wholeNumber(1), 300)
      .option('--size <px>', 'side of the crop', wholeNumber(32), 128)
      .option('--batch <n>', 'images of each kind a step', wholeNumber(1), 4)
      .option('--preset <name>', 'cpu, paper or code', 'cpu')
      .option('--out <folder>', 'where runs and the table go')
      .option('--json', 'one JSON document')
      .action(async (options: Options) => {
        const t = terminal(options.json ?? false)
        const frames = await readFrames(resolve(options.data), options)
        const out = resolve(options.out ?? join(tmpdir(), `loco-experiment-${process.pid}`))
        const runs: Run[] = []
        for (const seed of options.seeds.map(Number)) {
          for (const method of options.methods) runs.push(await runOne(t, options, frames, method, seed, out))
        }
        const table = tableOf(runs)
        await mkdir(out, { recursive: true })
        await writeFile(join(out, 'report.md'), `${table}\n`)
        t.result({ runs, out }, table)
      })
  },
}

async function runOne(
  { engine, progress, say }: Terminal,
  o: Options,
  frames: readonly ExperimentFrame[],
  method: string,
  seed: number,
  out: string,
): Promise<Run> {
  if (!Number.isInteger(seed)) throw new Failure('WRONG_USAGE', 'Seeds are whole numbers, as in --seeds 0,1.')
  const { labelled, unlabelled, test } = divide(frames, o.labelled, seed)
  const settings = settingsFrom(o.preset, {
    method,
    classes: o.classes,
    steps: o.steps,
    size: o.size,
    batch: o.batch,
    seed,
    checkpointEvery: o.steps,
  })
  const weights = engine.runtime.imagenet[settings.backbone]
  const initial = weights ? ({ kind: 'imagenet', path: weights } as const) : ({ kind: 'none' } as const)
  const results: TrainResult[] = []
  const job = {
    settings,
    labelled,
    unlabelled,
    validation: [],
    test,
    limits: { stopAfterSeconds: null, pauseOnBattery: false },
    predict: [],
    initial,
    runFolder: join(out, `${method}-seed${seed}`),
    resume: false,
  }
  const trainer = startTrainer(engine.runtime, { kind: 'train', job }, (event) => {
    if (event.kind === 'step')
      progress(
        `${method} seed ${seed}: step ${event.report.step}/${o.steps}, ${duration(event.report.secondsLeft)} left`,
      )
    if (event.kind === 'trained') results.push(event.result)
  })
  mustFinish(await trainer.exited)
  const { seconds, candidates, net } = results[0]!
  const scores = candidates.find((c) => c.net === net)?.test
  const miou = scores?.miou ?? 0
  say(
    `${method}, seed ${seed}: mIoU ${points(miou)}, Dice ${points(scores?.dice ?? null)} in ${duration(seconds)}`,
  )
  return {
    method,
    labelled: labelled.length,
    seed,
    steps: o.steps,
    seconds,
    iou: scores?.iou ?? [],
    miou,
    dice: scores?.dice ?? null,
    nsd: scores?.nsd ?? null,
  }
}

/** Per method the mean over seeds, in points. */
function tableOf(runs: readonly Run[]): string {
  const rows = [...new Set(runs.map((r) => r.method))].map((method) => {
    const own = runs.filter((r) => r.method === method)
    const mean = (of: (r: Run) => number | null | undefined) =>
      points(own.reduce((sum, r) => sum + (of(r) ?? 0), 0) / own.length)
    return `| ${method} | ${own.length} | ${mean((r) => r.miou)} | ${mean((r) => r.dice)} | ${mean((r) => r.nsd?.slab3d)} | ${mean((r) => r.nsd?.contour2d)} |`
  })
  return [
    '| method | seeds | mIoU | Dice | NSD slab | NSD contour |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
