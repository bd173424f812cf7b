import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Shard, WHOLE } from '../../../shared/domain/shard.ts'
import {
  type ExperimentPlan,
  ExperimentService,
  type Run,
  type RunName,
} from '../../engine/experiment/ExperimentService.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { Command } from '../Command.ts'
import { reportPage } from '../experiment/reportPage.ts'
import { asMarkdown, methodTable, verdictLines } from '../experiment/tables.ts'
import { maskMeanings } from '../maskMeanings.ts'
import { duration, groupBy, list, maskMap, points, shard, wholeNumber } from '../options.ts'

/** What `loco experiment` was asked. */
interface Options extends Omit<ExperimentPlan, 'maskMap' | 'shares' | 'seeds' | 'out'> {
  readonly maskMap?: ReadonlyMap<string, string>
  readonly labelled: readonly string[]
  readonly seeds: readonly string[]
  readonly shard?: Shard
  readonly out?: string
  readonly json?: boolean
}

/** `loco experiment`: the paper's protocol on any image folder. */
export const experiment: Command = {
  register(program, terminal) {
    program
      .command('experiment')
      .description('compare methods on a folder of images and masks')
      .requiredOption('--data <folder>', 'images and masks')
      .option('--layout <name>', ImportService.layouts.join(', '), 'auto')
      .option('--mask-map <pairs>', 'what masks hold=class, as in 4=1,255=ignore,*=0', maskMap)
      .option('--dither-masks', 'read grey masks as the public code does, by error diffusion')
      .option('--group-by <how>', 'folder, name, file, manifest:COLUMN or regex:PATTERN', groupBy)
      .option('--classes <n>', 'classes with background', wholeNumber(2), 2)
      .option('--methods <names>', 'methods, or rows of the ablation as M1,M7', list, ['supervised', 'loco'])
      .option('--labelled <shares>', 'labelled frames, as 10 or 10%,30%,50%', list, ['10%'])
      .option('--validation <n>', 'frames to select the best net by, as 8 or 10%', '0')
      .option('--seeds <numbers>', 'one run of each method and share a seed', list, ['0'])
      .option('--steps <n>', 'steps', wholeNumber(1), 300)
      .option('--size <px>', 'side of the crop', wholeNumber(32), 128)
      .option('--batch <n>', 'images of each kind a step', wholeNumber(1), 4)
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50', 'efficientnet-lite0')
      .option('--preset <name>', 'cpu, paper or code', 'cpu')
      .option('--shard <part>', 'a part of the runs, as 1/3; all parts share the folder of --out', shard)
      .option(
        '--out <folder>',
        'where runs, table and report go; runs that are finished there are not done again',
      )
      .option('--json', 'one JSON document')
      .action(async (options: Options) => {
        const { engine, say, progress, result } = terminal(options.json ?? false)
        const plan = planOf(options)
        const runs = await ExperimentService.run(engine, plan, options.shard ?? WHOLE, {
          onStep: ({ step, steps, secondsLeft, ...name }) =>
            progress(`${nameOf(name)}: step ${step}/${steps}, ${duration(secondsLeft)} left`),
          onRun: ({ scores, seconds, ...name }, isKept) =>
            say(
              `${nameOf(name)}: mIoU ${points(scores.miou)}, Dice ${points(scores.dice)} ${isKept ? 'as it was' : `in ${duration(seconds)}`}`,
            ),
        })
        const text = [asMarkdown(methodTable(runs)), ...verdictLines(runs)].join('\n\n')
        await writeFile(join(plan.out, 'report.md'), `${text}\n`)
        if (runs.length > 0) await writeFile(join(plan.out, 'report.html'), reportPage(plan, runs))
        result(
          { runs: runs.map((run) => figuresOf(run, plan.steps)), out: plan.out },
          `${text}\n\n${join(plan.out, 'report.html')}`,
        )
      })
  },
}

const nameOf = ({ method, labelled, seed }: RunName) => `${method}, ${labelled} labelled, seed ${seed}`

function planOf(options: Options): ExperimentPlan {
  const { maskMap: map, labelled, seeds, shard: _, out, json: __, ...rest } = options
  return {
    ...rest,
    ...(map ? { maskMap: maskMeanings(map, ExperimentService.classesOf(rest.classes)) } : {}),
    data: resolve(rest.data),
    shares: labelled,
    seeds: seeds.map(Number),
    out: resolve(out ?? join(tmpdir(), `loco-experiment-${process.pid}`)),
  }
}

/** A run's figures for a program to read. */
function figuresOf(run: Run, steps: number) {
  const { method, labelled, seed, counts, seconds, net, scores, candidates } = run
  const { iou, miou, miouForeground, dice, nsd, interval, byModality } = scores
  const nets = Object.fromEntries(
    candidates.map((c) => [c.net, { step: c.step, miou: c.test?.miou ?? null }]),
  )
  return {
    method,
    share: labelled,
    seed,
    ...counts,
    steps,
    seconds,
    net,
    iou,
    miou,
    miouForeground,
    dice,
    nsd,
    interval,
    byModality,
    nets,
  }
}
