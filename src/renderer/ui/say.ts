import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

/** Tells something in a notice that goes by itself. */
export const say = (message: string): void =>
  void notifications.show({ message, closeButtonProps: { 'aria-label': i18next.t('app.closePanel') } })
