import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Option } from 'commander'
import { failureFor } from '../../../shared/contract/failure.ts'
import { type Shard, WHOLE } from '../../../shared/domain/shard.ts'
import {
  type ExperimentPlan,
  ExperimentService,
  type Run,
} from '../../engine/experiment/ExperimentService.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { Command, Terminal } from '../Command.ts'
import { estimateText } from '../experiment/estimateText.ts'
import {
  type PublishedName,
  type PublishedSet,
  publishedFor,
  publishedNames,
} from '../experiment/measures/published.ts'
import { type PlanOptions, planOf } from '../experiment/planOf.ts'
import { reportOf } from '../experiment/reportPage.ts'
import { runFigures, watching } from '../experiment/telling.ts'
import { groupBy, list, maskMap, settingChange, shard, testSet, wholeNumber } from '../options.ts'

/** What `loco experiment` was asked. */
interface Options extends PlanOptions {
  readonly jobs: number
  readonly estimate?: boolean
  readonly shard?: Shard
  readonly published?: PublishedName
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
      .option(
        '--preset <name>',
        `${ExperimentService.presets.join(', ')}; what follows says it otherwise`,
        'cpu',
      )
      .option('--classes <n>', 'classes with background (2)', wholeNumber(2))
      .option('--methods <names>', 'methods, or rows of the ablation as M1,M7 (supervised,loco)', list)
      .option('--labelled <shares>', 'labelled frames, as 10 or 10%,30%,50% (10%)', list)
      .option(
        '--split-files <folder>',
        'lists of the public code, which name images in --data: val.txt, 10/labeled.txt, 10/unlabeled.txt and so on',
      )
      .option(
        '--test-set <name=pattern>',
        'test frames that are judged by themselves as well, by their paths in --data, as CVC-ClinicDB=CVC/; may be given more than once',
        testSet,
      )
      .option(
        '--active <strategies>',
        `rounds, each of which labels as many as --labelled says next; chosen by random or a strategy of \`loco queue\`, as random,blend`,
        list,
      )
      .option(
        '--starts <names>',
        `what further rounds begin with: ${ExperimentService.rounds.starts.map(({ name, sentence }) => `${name}, ${sentence}`).join('; ')}`,
        list,
      )
      .option('--validation <n>', 'frames to select the best net by, as 8 or 10%', '0')
      .option('--seeds <numbers>', 'one run of each method and share a seed', list, ['0'])
      .option('--steps <n>', 'steps (900)', wholeNumber(1))
      .option(
        '--epochs <n>',
        'passes over the unlabelled frames instead; supervised: over the labelled ones',
        wholeNumber(1),
      )
      .option('--match-steps', 'with epochs: as many steps for supervised as for the others')
      .option('--size <px>', 'side of the crop (128)', wholeNumber(32))
      .option('--batch <n>', 'images of each kind a step (4)', wholeNumber(1))
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50 (efficientnet-lite0)')
      .option(
        '--set <setting=value>',
        'a setting otherwise than the preset, as learningRate=0.002 or loco.filter.gamma=0.5; may be given more than once',
        settingChange,
      )
      .option('--jobs <n>', 'runs side by side, as far as the memory goes', wholeNumber(1), 1)
      .option('--estimate', 'only say how long it takes here, and how much memory')
      .option('--shard <part>', 'a part of the runs, as 1/3; all parts share the folder of --out', shard)
      .addOption(
        new Option('--published <set>', "the paper's figures for this set beside these").choices(
          publishedNames,
        ),
      )
      .option(
        '--out <folder>',
        'where runs, tables, report and results.json go; runs that are finished there are not done again',
      )
      .option('--json', 'one JSON document')
      .action((options: Options) => compare(options, terminal(options.json ?? false)))
  },
}

async function compare(options: Options, { engine, say, progress, result }: Terminal): Promise<void> {
  const plan = planOf(options)
  const prepared = await ExperimentService.prepare(engine, plan, options.shard ?? WHOLE)
  const estimate = await ExperimentService.estimate(engine, prepared, options.jobs, (method) =>
    progress(`timing ${method} …`),
  )
  if (options.estimate) return result({ estimate, out: plan.out }, estimateText(estimate))
  say(estimateText(estimate))
  const { runs, failed } = await ExperimentService.run(
    engine,
    prepared,
    estimate.sideBySide,
    watching(say, progress),
  )
  const text = await writeReport(plan, runs, publishedFor(options.preset, options.published))
  result({ runs: runs.map(runFigures), out: plan.out }, `${text}\n\n${join(plan.out, 'report.html')}`)
  // Each was told of when it failed; the command fails as the first did.
  const [first] = failed
  if (first) throw failureFor(first.reason)
}

/** Writes the tables, and with the figures the page; returns the tables. */
async function writeReport(
  plan: ExperimentPlan,
  runs: readonly Run[],
  published: PublishedSet | undefined,
): Promise<string> {
  const { html, markdown } = reportOf({ plan, runs, ...(published ? { published } : {}) })
  await writeFile(join(plan.out, 'report.md'), `${markdown}\n`)
  if (runs.length > 0) await writeFile(join(plan.out, 'report.html'), html)
  return markdown
}
