import i18next from 'i18next'
import { moment } from '../../../ui/shown.ts'

/** The hour of the evening at which a workstation is mostly free. */
const EVENING = 20

/** When a planned round may start: as soon as it is its turn, this evening, or at a time that was written. */
export type WhenKind = 'next' | 'evening' | 'at'

export interface When {
  readonly kind: WhenKind
  /** As a field for date and time has it, in the time of this window; empty where nothing sound stands there. */
  readonly at: string
}

/** The next time that it is so late in the evening. */
export function eveningAfter(now: Date): Date {
  const evening = new Date(now)
  evening.setHours(EVENING, 0, 0, 0)
  if (evening <= now) evening.setDate(evening.getDate() + 1)
  return evening
}

/** A moment as a field for date and time takes it. */
export function inField(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}

/** The earliest start, ISO 8601 in UTC; null for as soon as it is its turn, undefined where no sound time is written. */
export function notBefore({ kind, at }: When, now: Date): string | null | undefined {
  if (kind === 'next') return null
  if (kind === 'evening') return eveningAfter(now).toISOString()
  const written = new Date(at)
  return Number.isNaN(written.getTime()) ? undefined : written.toISOString()
}

/** What a planned round waits for, in words. */
export const waitsFor = (earliest: string | null): string =>
  earliest === null
    ? i18next.t('train.line.turn')
    : i18next.t('train.line.notBefore', { time: moment(earliest) })
