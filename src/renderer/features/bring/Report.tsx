import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../../shared/contract/bring.ts'
import { Refusals } from '../../ui/Refusals.tsx'

/** What came in, and what stayed outside and why. */
export function Report({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const { added, masks, duplicates, rejected } = report
  return (
    <Stack gap="md" data-testid="import-report">
      <Text fz="lg" fw={600}>
        {t('bring.added', { count: added })}
      </Text>
      <Text>
        {t('bring.addedMasks', { count: masks })}
        {duplicates > 0 && ` ${t('bring.duplicates', { count: duplicates })}`}
      </Text>
      <Refusals files={rejected} />
    </Stack>
  )
}
