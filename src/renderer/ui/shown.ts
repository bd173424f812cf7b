import i18next from 'i18next'

/** A moment as the language on the screen writes it: date and time to the minute. */
export const moment = (iso: string): string =>
  new Date(iso).toLocaleString(i18next.language, { dateStyle: 'medium', timeStyle: 'short' })

export const timeOfDay = (at: string | number): string => new Date(at).toLocaleTimeString(i18next.language)

export const figure = (value: number): string => value.toLocaleString(i18next.language)
