import i18next from 'i18next'
import { type LabelBudget, leftOutFor } from '../../../shared/contract/worth.ts'
import { signed } from '../../../shared/domain/signed.ts'

/** What the next masks are worth, or why that cannot be told. */
export function budgetSentence({ next, untold, moreRounds }: LabelBudget): string {
  if (next) {
    const [gain, low, high] = [next.gain, ...next.interval].map((dice) => signed(100 * dice))
    return i18next.t('worth.next', { masks: next.masks, gain, low, high })
  }
  return untold === null ? '' : i18next.t(`worth.untold.${untold}`, { count: moreRounds })
}

/** What the curve is measured on, and what it leaves out; a sentence each. */
export function budgetNotes({ points, leftOut, frames, patients, labelled }: LabelBudget): string[] {
  const out = leftOutFor
    .map((why) => [why, leftOut.filter((one) => one.why === why).length] as const)
    .filter(([, count]) => count > 0)
    .map(([why, count]) => i18next.t(`worth.why.${why}`, { count }))
  return [
    ...(points.length > 0 ? [i18next.t('worth.basis', { frames, patients, labelled })] : []),
    ...(points.length > 1 ? [i18next.t('worth.caution')] : []),
    ...(out.length > 0 ? [i18next.t('worth.leftOut', { what: out.join(', ') })] : []),
  ]
}
