import { type NotificationData, notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { ReactNode } from 'react'

/** Tells something in a notice that goes by itself, or by its button; returns what the notice is called. */
export const say = (message: ReactNode, more: Omit<NotificationData, 'message'> = {}): string =>
  notifications.show({ message, closeButtonProps: { 'aria-label': i18next.t('app.dismiss') }, ...more })
