import type { Reason } from '../../shared/reasons/index.ts'
import { wordsOf } from '../../shared/reasons/wordsOf.ts'

const { LC_ALL, LC_MESSAGES, LANG } = process.env
/** The terminal's language. */
export const [language = ''] = (LC_ALL || LC_MESSAGES || LANG || 'en').split(/[_.-]/)

/** A reason in the terminal's language. */
export const inWords = (reason: Reason): string => wordsOf(reason, language)
