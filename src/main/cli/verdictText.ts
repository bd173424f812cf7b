import type { ModelName } from '../../shared/contract/models.ts'
import type { Alarm, ComparedFigure, LesionFigure, Verdict } from '../../shared/contract/training.ts'
import { assertNever } from '../../shared/domain/assertNever.ts'
import type { LabelClass } from '../../shared/domain/labelClass.ts'
import { signed } from '../../shared/domain/signed.ts'
import { points } from './options.ts'

/** `lesion overlap 63.1 % (mean IoU of the lesion classes; 8 validation patients, 21 frames; 95 % interval 50.1 to 70.2)` */
export function figureText(figure: LesionFigure | null, split = 'validation'): string {
  if (!figure) return 'lesion overlap not measured'
  const { overlap, interval, patients, patientsWithLesion, frames } = figure
  const range = interval
    ? `95 % interval ${points(interval[0])} to ${points(interval[1])}`
    : `only ${patientsWithLesion} with a lesion, too few for an interval`
  return `lesion overlap ${points(overlap)} % (mean IoU of the lesion classes; ${patients} ${split} patients, ${frames} frames; ${range})`
}

/** "Round 3", or "Model 3, from weights.pth". */
export const modelText = ({ number, source }: ModelName): string =>
  source === null ? `Round ${number}` : `Model ${number}, from ${source}`

/** What a round came to, a sentence a line: alarms, the figure by class, the comparison, and what was done. */
export function verdictLines(
  verdict: Verdict | null,
  inUse: boolean,
  classes: readonly LabelClass[],
): string[] {
  if (!verdict)
    return ['Nothing could judge this round: no validation frame with a lesion is labelled.', use(inUse)]
  const nameOf = (c: number) => classes[c]?.name ?? `class ${c}`
  const lesions = verdict.perClass.filter((row) => row.class > 0 && row.frames > 0)
  return [
    ...verdict.alarms.map((alarm) => `ALARM: ${alarmText(alarm, nameOf)}`),
    figureText(verdict.measured),
    ...lesions.map((row) => `  ${nameOf(row.class)}: ${classText(row)}`),
    ...verdict.byLight.map((light) => `  ${lightText(light)}`),
    comparisonText(verdict),
    ...netText(verdict),
    use(inUse),
  ]
}

function classText({ now, frames, found, ...compared }: Verdict['perClass'][number]): string {
  return `IoU ${points(now)} %, found on ${found} of ${frames} frames that hold it${changeText(compared)}`
}

function lightText({ modality, now, frames, patients, ...compared }: Verdict['byLight'][number]): string {
  const basis = `${frames} frames of ${patients} patients`
  return `${modality}: lesion overlap ${points(now)} % (${basis})${changeText(compared)}`
}

/** `; +4.0 points, +1.2 to +6.9: better`, where there was a model before. */
function changeText({
  change,
  interval,
  word,
}: Pick<ComparedFigure, 'change' | 'interval' | 'word'>): string {
  if (change === null || word === null) return ''
  const range = interval ? `, ${signed(interval[0])} to ${signed(interval[1])}` : ''
  return `; ${signed(change)} points${range}: ${word === 'unsure' ? 'too few patients to tell' : word}`
}

function alarmText(alarm: Alarm, nameOf: (c: number) => string): string {
  switch (alarm.kind) {
    case 'diverged':
      return `Learning broke down at step ${alarm.step}: the loss was no number any more.`
    case 'oneClass':
      return `The model calls every pixel ${nameOf(alarm.class)}: it has learned to tell nothing apart.`
    case 'missed':
      return `The model never finds ${nameOf(alarm.class)}, which ${alarm.frames} validation frames hold.`
    case 'chance':
      return `For ${nameOf(alarm.class)} the model is no better than painting every pixel (${points(alarm.overlap)} % against ${points(alarm.trivial)} %).`
    case 'farBelow':
      return `The model is ${alarm.points.toFixed(1)} points below the one in use.`
    default:
      return assertNever(alarm)
  }
}

function comparisonText({ overall, change, interval }: Verdict): string {
  const by = `lesion overlap ${signed(change)} points`
  if (overall === 'first') return 'There was no model to compare with.'
  if (!interval) return `Too few validation patients to say whether it is better: ${by}.`
  const word = { better: 'Better than', same: 'About the same as', worse: 'Worse than', unsure: 'Beside' }[
    overall
  ]
  return `${word} the model in use: ${by} (95 % interval ${signed(interval[0])} to ${signed(interval[1])}).`
}

function netText({ net, nets }: Verdict): string[] {
  if (!net) return []
  const others = nets.map((n) => `${n.net} at step ${n.step}: ${points(n.overlap)} %`).join(', ')
  return [`Kept of this run: ${net.net} at step ${net.step}; it had ${others}.`]
}

const use = (inUse: boolean) =>
  inUse ? 'It is in use now.' : 'It is not in use; "loco model use" takes it into use all the same.'
