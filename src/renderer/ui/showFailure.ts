import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { failureFrom } from '../api/client.ts'

/** Says what went wrong, in words of the language on the screen. */
export function showFailure(error: unknown): void {
  notifications.show({
    color: 'orange',
    title: i18next.t('failure.title'),
    message: failureFrom(error).message,
    autoClose: 12_000,
  })
}
