import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, failureFor } from '../../../shared/contract/failure.ts'
import type { RoundOptions, RoundSummary } from '../../../shared/contract/training.ts'
import { reasonOf } from '../../../shared/reasons/Refused.ts'
import { methodHelp } from '../../../shared/trainer/methods/index.ts'
import { presets } from '../../../shared/trainer/presets.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import type { Command, Terminal } from '../Command.ts'
import { inWords } from '../inWords.ts'
import { duration, nextAt, type TimeOfDay, timeOfDay, wholeNumber } from '../options.ts'
import { verdictLines } from '../verdictText.ts'

interface Options {
  readonly method: string
  readonly preset: RoundOptions['preset']
  readonly backbone: string
  readonly steps?: number
  readonly epochs?: number
  readonly size?: number
  readonly batch?: number
  readonly seed: number
  readonly init: string
  readonly stopAfter?: number
  readonly threads?: number
  readonly at?: TimeOfDay
  readonly unjudged?: boolean
  readonly acceptedOnly?: boolean
  readonly resume?: string
  readonly json?: boolean
}

/** `loco train DIR`: one round. */
export const train: Command = {
  register(program, terminal) {
    program
      .command('train <study>')
      .description('train one round')
      .option('--method <name>', methodHelp, 'loco')
      .option('--preset <name>', 'cpu, paper or code', 'cpu')
      .option('--backbone <name>', 'efficientnet-lite0 or resnet50', 'efficientnet-lite0')
      .option('--steps <n>', 'steps to learn', wholeNumber(1))
      .option('--epochs <n>', 'passes over the unlabelled frames instead of steps', wholeNumber(1))
      .option('--size <px>', 'side of the crop', wholeNumber(32))
      .option('--batch <n>', 'images of each kind a step', wholeNumber(1))
      .option('--seed <n>', 'seed', wholeNumber(0), 0)
      .option(
        '--init <what>',
        'champion, imagenet, none, a model (its id or the beginning of it), or a backbone file (.pth, .safetensors)',
        'champion',
      )
      .option('--stop-after <minutes>', 'pause by itself after so long', wholeNumber(1))
      .option('--threads <n>', 'processor cores to learn with at most', wholeNumber(1))
      .option(
        '--at <time>',
        'begin at this time of the day, as in 20:00; the study stays free until then',
        timeOfDay,
      )
      .option('--unjudged', 'train although no validation patient has a mask')
      .option('--accepted-only', 'learn from labels alone that a reviewer has accepted')
      .option('--resume <run>', 'go on with a round')
      .option('--json', 'one JSON document')
      .action(async (study: string, options: Options) => {
        const t = terminal(options.json ?? false)
        if (options.at) await until(nextAt(options.at, new Date()), t)
        await t.engine.openStudy(study)
        const started = options.resume
          ? await t.engine.training.resume(t.actor, options.resume)
          : await t.engine.training.start(t.actor, await roundOptions(t, options))
        const summary = await follow(t, started)
        if (summary.state === 'paused')
          return t.result(
            { run: summary.id, state: 'paused', steps: summary.step },
            `${summary.message ? inWords(summary.message) : ''} loco train ${study} --resume ${summary.id}`,
          )
        if (summary.state !== 'finished') throw failureFor(summary.message ?? reasonOf('roundUnfinished'))
        await report(t, summary)
      })
  },
}

async function roundOptions({ engine }: Terminal, o: Options): Promise<RoundOptions> {
  const preset = presets[o.preset]
  if (!preset) throw new Failure('noSuchPreset', { preset: o.preset, presets: Object.keys(presets) })
  const batch = o.batch ?? preset.batch
  const { labelled, unlabelled } = await engine.training.outlook()
  const perEpoch = Math.max(1, Math.floor(Math.max(labelled, unlabelled) / batch))
  const steps = o.steps ?? (o.epochs ? o.epochs * perEpoch : preset.steps)
  return {
    method: o.method,
    preset: o.preset,
    backbone: o.backbone,
    steps,
    size: o.size ?? preset.size,
    batch,
    seed: o.seed,
    initial: o.init,
    stopAfterMinutes: o.stopAfter ?? null,
    threads: o.threads ?? null,
    unjudged: o.unjudged ?? false,
    ...(o.acceptedOnly ? { acceptedOnly: true } : {}),
  }
}

/** Looks at the clock again and again: a machine that sleeps meanwhile is late by no more than that. */
async function until(moment: Date, { progress }: Terminal): Promise<void> {
  for (let left = moment.getTime() - Date.now(); left > 0; left = moment.getTime() - Date.now()) {
    progress(`begins in ${duration(left / 1000)}`)
    await sleep(Math.min(left, 5000))
  }
}

async function follow({ engine, actor, progress }: Terminal, { id }: RoundSummary): Promise<RoundSummary> {
  const stop = new AbortController()
  const cancel = () => void engine.training.cancel(actor, id)
  process.once('SIGINT', cancel)
  const watching = (async () => {
    for await (const event of engine.training.watch(stop.signal)) {
      if (event.kind !== 'round') continue
      const { step, options, secondsLeft, phase } = event.round
      progress(`${phase} ${step}/${options.steps}, ${duration(secondsLeft ?? 0)} left`)
    }
  })()
  const summary = await engine.training.ended(id)
  stop.abort()
  await watching
  process.off('SIGINT', cancel)
  return summary
}

async function report(
  { engine, result }: Terminal,
  { id, model, step, verdict, message }: RoundSummary,
): Promise<void> {
  const row = await ModelService.named(engine.study, model ?? '')
  const card = ModelService.cardOf(row)
  const inUse = row.in_use === 1
  const { losses } = await engine.training.curves(id)
  const { scores, seconds } = card
  const value = {
    model,
    run: id,
    steps: step,
    seconds,
    iou: scores?.iou ?? [],
    miou: scores?.miou ?? null,
    dice: scores?.dice ?? null,
    nsd: scores?.nsd ?? null,
    thresholds: losses.at(-1)?.thresholds ?? [],
    lesionOverlap: verdict?.measured ?? null,
    alarms: verdict?.alarms ?? [],
    inUse,
    verdict,
    notice: message,
  }
  const lead = `round ${id}: ${step} steps in ${duration(seconds)}; model ${model}`
  const notice = message ? [inWords(message)] : []
  result(value, [...notice, lead, ...verdictLines(verdict, inUse, engine.study.classes)].join('\n'))
}
