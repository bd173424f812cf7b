import i18next from 'i18next'
import type { LesionFigure } from '../../shared/contract/training.ts'

/** A share from 0 to 1 as "71.3 %"; a dash where there is none. */
export const percent = (share: number | null): string =>
  share === null ? '–' : i18next.t('figure.percent', { value: (100 * share).toFixed(1) })

/** What the main figure was measured on, and how sure it is. */
export function basisOf({ interval, patients, frames }: LesionFigure): string {
  const value = (share: number) => (100 * share).toFixed(1)
  return [
    i18next.t('figure.patients', { count: patients }),
    i18next.t('figure.frames', { count: frames }),
    interval
      ? i18next.t('figure.interval', { low: value(interval[0]), high: value(interval[1]) })
      : i18next.t('figure.tooFew'),
  ].join(' · ')
}
