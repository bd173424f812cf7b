import i18next from 'i18next'
import { failureFrom } from '../api/client.ts'
import { say } from './say.ts'

/** Says what went wrong, in words of the language on the screen. */
export function showFailure(error: unknown): void {
  say(failureFrom(error).message, {
    color: 'orange',
    title: i18next.t('failure.title'),
    autoClose: 12_000,
  })
}
