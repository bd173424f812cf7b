import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LookedAtUpdate } from '../../../shared/contract/install.ts'

/** Between which versions an update leads, how large it is and who signed it. */
export function UpdateFacts({ update }: { readonly update: LookedAtUpdate }) {
  const { t } = useTranslation()
  const { from, version, bytes, by } = update
  return (
    <Stack gap={4}>
      <Text fz="lg" fw={600}>
        {t('install.fromTo', { from, version })}
      </Text>
      <Text className="quiet" fz="sm">
        {t('install.signedBy', { name: by.name })} · {t('install.megabytes', { mb: Math.ceil(bytes / 1e6) })}
      </Text>
      {by.kind === 'development' && (
        <Text c="orange" fz="sm">
          {t('install.developmentKey')}
        </Text>
      )}
    </Stack>
  )
}
