import type { BudgetPoint, LabelBudget } from '../../../shared/contract/worth.ts'
import { assertNever } from '../../../shared/domain/assertNever.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { signed } from '../../../shared/domain/signed.ts'
import { WorthService } from '../../engine/worth/WorthService.ts'
import type { Command } from '../Command.ts'
import { modelText } from '../verdictText.ts'

/** `loco worth DIR`: what labels have been worth so far. */
export const worth: Command = {
  register(program, terminal) {
    program
      .command('worth <study>')
      .description('what labels have been worth by the rounds so far, and what the next ones may add')
      .option('--json', 'one JSON document')
      .action(async (folder: string, { json = false }: { json?: boolean }) => {
        const { engine, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const budget = await WorthService.labelBudget(study, engine.training)
        result(budget, text(budget, study.classes))
      })
  },
}

function text(budget: LabelBudget, classes: readonly LabelClass[]): string {
  const { points, leftOut, frames, patients, labelled } = budget
  const basis = `Judged on the same ${frames} validation frames of ${patients} patients; ${labelled} frames are labelled now.`
  return [
    ...points.map((point) => pointText(point, classes)),
    ...(points.length > 0 ? [basis] : []),
    ...(leftOut.length > 0 ? [`Left out: ${leftOutText(leftOut)}.`] : []),
    sentence(budget),
  ].join('\n')
}

function pointText(point: BudgetPoint, classes: readonly LabelClass[]): string {
  const each = point.perClass.map(({ class: c, dice, frames }) => {
    const labels = frames === null ? '' : ` (${frames} labels)`
    return `${classes[c]?.name ?? `class ${c}`} ${dice?.toFixed(3) ?? '–'}${labels}`
  })
  const range = point.interval ? `, ${point.interval.map((end) => end.toFixed(3)).join(' to ')}` : ''
  return `${point.labelled} labels: Dice ${point.dice.toFixed(3)}${range}; ${each.join(', ')} (${modelText(point)})`
}

const WHY = {
  unjudged: 'not judged',
  unsound: 'with an alarm',
  otherSettings: 'of another method, length or size than the newest',
  otherLabels: 'judged by other labels than the newest',
} as const

function leftOutText(leftOut: LabelBudget['leftOut']): string {
  const kinds = Object.keys(WHY) as (keyof typeof WHY)[]
  return kinds
    .map((kind) => [leftOut.filter(({ why }) => why === kind).length, WHY[kind]] as const)
    .filter(([count]) => count > 0)
    .map(([count, why]) => `${count} ${count === 1 ? 'round' : 'rounds'} ${why}`)
    .join(', ')
}

function sentence({ next, untold, moreRounds }: LabelBudget): string {
  if (next) {
    const [gain, low, high] = [next.gain, ...next.interval].map((dice) => signed(100 * dice))
    return `The next ${next.masks} masks are worth about ${gain} points of Dice (between ${low} and ${high}).`
  }
  const rounds = `${moreRounds} more ${moreRounds === 1 ? 'round' : 'rounds'} with another number of labels`
  switch (untold) {
    case 'noRounds':
      return `Nothing to tell yet: no round has been judged. Three rounds are needed, each with another number of labels.`
    case 'fewRounds':
      return `What the next masks are worth cannot be told yet: ${rounds} at least ${moreRounds === 1 ? 'is' : 'are'} needed.`
    case 'fewPatients':
      return 'What the next masks are worth cannot be told: fewer than three validation patients have a lesion.'
    case 'wide':
      return `What the next masks are worth cannot be told yet: the rounds differ too much. ${rounds} may tell.`
    case null:
      return ''
    default:
      return assertNever(untold)
  }
}
