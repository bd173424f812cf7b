import type { TFunction } from 'i18next'
import type { Alarm, Verdict } from '../../../../shared/contract/training.ts'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { signed } from '../../../../shared/domain/signed.ts'
import { percent } from '../../../ui/figureText.ts'

/** A round's verdict in a few words. */
export function headlineOf(t: TFunction, judged: Verdict | null): string {
  if (!judged) return t('train.notJudged')
  if (judged.alarms.length > 0) return t('train.collapsed')
  if (judged.overall === 'first') return t(judged.adopted ? 'train.firstSound' : 'train.first')
  return t(`train.${judged.overall}`)
}

/** How far its figure has changed; empty where there was nothing to compare with. */
export function changeText(t: TFunction, judged: Verdict | null): string {
  if (!judged) return t('train.notJudgedText')
  // Verdicts of earlier versions compared another figure.
  if (judged.overall === 'first' || !judged.measured) return ''
  const by = signed(judged.change)
  if (!judged.interval) return t('train.points', { change: by })
  const [low, high] = judged.interval
  return t('train.pointsWithin', { change: by, low: signed(low), high: signed(high) })
}

/** What speaks against a model, in plain words. */
export function alarmText(t: TFunction, alarm: Alarm, classes: readonly LabelClass[]): string {
  const nameOf = (c: number) => classes[c]?.name ?? String(c)
  switch (alarm.kind) {
    case 'diverged':
      return t('train.alarm.diverged', { step: alarm.step })
    case 'oneClass':
      return t('train.alarm.oneClass', { name: nameOf(alarm.class) })
    case 'missed':
      return t('train.alarm.missed', { name: nameOf(alarm.class), count: alarm.frames })
    case 'chance':
      return t('train.alarm.chance', {
        name: nameOf(alarm.class),
        overlap: percent(alarm.overlap),
        trivial: percent(alarm.trivial),
      })
    case 'farBelow':
      return t('train.alarm.farBelow', { points: alarm.points.toFixed(1) })
  }
}
