import type { TFunction } from 'i18next'

/** The classes that new studies begin with have a name in every language; those that people name keep theirs. */
export const className = (t: TFunction, name: string): string =>
  t(`classNames.${name.toLowerCase()}`, { defaultValue: name })
