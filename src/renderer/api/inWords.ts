import i18next from 'i18next'
import type { Reason } from '../../shared/reasons/index.ts'
import { wordsOf } from '../../shared/reasons/wordsOf.ts'
import { className } from './className.ts'

/** A reason in the language on the screen. */
export const inWords = (reason: Reason): string =>
  wordsOf(reason, i18next.language, (name) => className(i18next.t, name))
