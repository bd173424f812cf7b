import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { canStartAnew, startAnew } from '../../api/startAnew.ts'

/** Starts the version that comes next; a browser can only say that it is to be done. */
export function StartAnew() {
  const { t } = useTranslation()
  if (!canStartAnew()) return <Text fz="sm">{t('install.startAnewByHand')}</Text>
  return <Button onClick={startAnew}>{t('install.startAnew')}</Button>
}
