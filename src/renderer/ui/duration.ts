import i18next from 'i18next'

/** A time that is only guessed: "10 min", without the seconds that nobody can know. */
export function roughly(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 2) return duration(5 * Math.ceil(seconds / 5))
  return minutes < 60 ? i18next.t('duration.wholeMinutes', { min: minutes }) : duration(60 * minutes)
}

/** "2 min 05 s": a time for people, in the language on the screen. */
export function duration(seconds: number | null): string {
  if (seconds === null) return '…'
  const s = Math.max(0, Math.round(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  if (s < 60) return i18next.t('duration.seconds', { s })
  if (s < 3600) return i18next.t('duration.minutes', { min: Math.floor(s / 60), s: two(s % 60) })
  return i18next.t('duration.hours', { h: Math.floor(s / 3600), min: two(Math.floor(s / 60) % 60) })
}
