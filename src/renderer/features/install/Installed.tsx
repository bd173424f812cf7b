import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../../shared/reasons/index.ts'
import { useClient } from '../../api/EngineContext.ts'
import { inWords } from '../../api/inWords.ts'
import { JobBar } from '../../ui/JobBar.tsx'
import { useJob } from '../../ui/useJob.ts'
import { GoBack } from './GoBack.tsx'
import { StartAnew } from './StartAnew.tsx'
import { UpdateFrom } from './UpdateFrom.tsx'
import { useInstallation } from './useInstallation.ts'

/** Who signed what is installed, whether it still is as it was signed, and its updates. */
export function Installed({ onUpdate }: { readonly onUpdate: (file: string) => void }) {
  const client = useClient()
  const { t } = useTranslation()
  const { data: installed } = useInstallation()
  const check = useJob<{ problems: Reason[]; files: number; bytes: number }>()
  if (!installed) return null
  const { by, managed, next, before, problems } = installed
  const told = check.result?.problems ?? problems
  return (
    <Stack gap="sm" component="section" aria-label={t('install.title')}>
      <Text fw={600}>{t('install.title')}</Text>
      <Text fz="sm">{by ? t('install.signedBy', { name: by.name }) : t('install.unsigned')}</Text>
      {by?.kind === 'development' && (
        <Text c="orange" fz="sm">
          {t('install.developmentKey')}
        </Text>
      )}
      {told && told.length > 0 && (
        <List fz="sm" c="orange" role="alert">
          {told.slice(0, 5).map((reason) => (
            <List.Item key={JSON.stringify(reason)}>{inWords(reason)}</List.Item>
          ))}
        </List>
      )}
      {told?.length === 0 && (
        <Text fz="sm" role="status">
          {t('install.whole')}
        </Text>
      )}
      {check.progress && (
        <JobBar
          progress={{
            ...check.progress,
            done: Math.round(check.progress.done / 1e6),
            total: Math.ceil(check.progress.total / 1e6),
          }}
          onStop={check.stop}
        />
      )}
      {managed ? (
        <Text fz="sm" className="quiet">
          {t(`install.managed_${managed}`)}
        </Text>
      ) : (
        <UpdateFrom onUpdate={onUpdate} />
      )}
      {next && (
        <Group justify="space-between">
          <Text fz="sm">{t('install.startsNext', { version: next })}</Text>
          <StartAnew />
        </Group>
      )}
      <Group gap="xs" justify="flex-end">
        {before && !managed && <GoBack to={before} />}
        <Button
          variant="default"
          disabled={check.progress !== undefined}
          onClick={() => check.run((signal) => client.install.verify(undefined, { signal }))}
        >
          {t('install.check')}
        </Button>
      </Group>
    </Stack>
  )
}
