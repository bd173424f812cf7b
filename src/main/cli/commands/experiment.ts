import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { Command } from '../Command.ts'
import { readFrames } from '../experiment/data.ts'
import type { ExperimentOptions, Run } from '../experiment/Experiment.ts'
import { reportPage } from '../experiment/reportPage.ts'
import { runOne } from '../experiment/runOne.ts'
import { asMarkdown, methodTable, verdictLines } from '../experiment/tables.ts'
import { groupBy, list, maskMap, wholeNumber } from '../options.ts'

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
      .option('--labelled <n>', 'labelled frames, as 10 or 10%', '10%')
      .option('--validation <n>', 'frames to select the best net by, as 8 or 10%', '0')
      .option('--seeds <numbers>', 'one run of each method a seed', list, ['0'])
      .option('--steps <n>', 'steps', wholeNumber(1), 300)
      .option('--size <px>', 'side of the crop', wholeNumber(32), 128)
      .option('--batch <n>', 'images of each kind a step', wholeNumber(1), 4)
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50', 'efficientnet-lite0')
      .option('--preset <name>', 'cpu, paper or code', 'cpu')
      .option('--out <folder>', 'where runs, table and report go')
      .option('--json', 'one JSON document')
      .action(async (options: ExperimentOptions) => {
        const t = terminal(options.json ?? false)
        const frames = await readFrames(resolve(options.data), options)
        const out = resolve(options.out ?? join(tmpdir(), `loco-experiment-${process.pid}`))
        await mkdir(out, { recursive: true })
        const runs: Run[] = []
        for (const seed of options.seeds.map(Number)) {
          for (const method of options.methods) runs.push(await runOne(t, options, frames, method, seed, out))
        }
        const text = [asMarkdown(methodTable(runs)), ...verdictLines(runs)].join('\n\n')
        await writeFile(join(out, 'report.md'), `${text}\n`)
        await writeFile(join(out, 'report.html'), reportPage(options, runs))
        t.result(
          { runs: runs.map((run) => figuresOf(run, options.steps)), out },
          `${text}\n\n${join(out, 'report.html')}`,
        )
      })
  },
}

/** A run's figures for a program to read. */
function figuresOf(run: Run, steps: number) {
  const { method, seed, counts, seconds, net, scores, candidates } = run
  const { iou, miou, miouForeground, dice, nsd, interval, byModality } = scores
  const nets = Object.fromEntries(
    candidates.map((c) => [c.net, { step: c.step, miou: c.test?.miou ?? null }]),
  )
  return {
    method,
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
