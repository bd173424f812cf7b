import { Text } from '@mantine/core'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'

interface Props {
  /** As 2026-12-01. */
  readonly due: string | null
  readonly isOverdue: boolean
}

/** A day without its time, as the language on the screen writes it. */
const day = (iso: string): string =>
  new Date(`${iso}T12:00:00`).toLocaleDateString(i18next.language, { dateStyle: 'medium' })

/** By when something should be done; in words where that has passed. */
export function DueDay({ due, isOverdue }: Props) {
  const { t } = useTranslation()
  if (due === null) return null
  return (
    <Text fz="sm" className={isOverdue ? 'warning' : 'quiet'}>
      {t(isOverdue ? 'work.overdue' : 'work.due', { day: day(due) })}
    </Text>
  )
}
