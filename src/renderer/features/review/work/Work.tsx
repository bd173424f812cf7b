import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScreenProps } from '../../../ui/screenProps.ts'

/** Who has what to read and to review. */
export function Work(_: ScreenProps) {
  const { t } = useTranslation()
  return <Text className="quiet">{t('review.work.empty')}</Text>
}
