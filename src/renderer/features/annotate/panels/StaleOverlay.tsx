import { Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** A quiet mark of what an older model has seen here. */
export function StaleOverlay({ model }: { model: string }) {
  const { t } = useTranslation()
  return (
    <Text fz="xs" className="quiet stale" lh={1.35} role="status" data-testid="stale-overlay">
      <IconHistory size={14} aria-hidden="true" />
      <span>{t('annotate.stale', { model })}</span>
    </Text>
  )
}
