import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { BROWSE_WIDTH, BrowseButton } from '../../ui/BrowseButton.tsx'
import { JobBar } from '../../ui/JobBar.tsx'
import { showFailure } from '../../ui/showFailure.ts'
import { useJob } from '../../ui/useJob.ts'
import { CheckResult } from './CheckResult.tsx'
import type { PanelProps } from './Panel.ts'

/** A copy of the study in one file, and a check of what is here. */
export function BackupPanel({ onClose }: PanelProps) {
  const client = useClient()
  const study = useStudy()
  const { t } = useTranslation()
  // With the time: a backup never takes the place of one of the same day.
  const [file, setFile] = useState(
    () => `${study.folder}-${new Date().toISOString().slice(0, 16).replace(':', '-')}.zip`,
  )
  const [checkpoints, setCheckpoints] = useState(false)
  const job = useJob<{ files: number; bytes: number }>()
  const check = useMutation({ mutationFn: () => client.study.verify(), onError: showFailure })
  return (
    <section className="card">
      <Stack gap="md">
        <Text fw={600}>{t('study.backupTitle')}</Text>
        <TextInput
          label={t('study.backupFile')}
          description={t('study.backupText')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={file}
          rightSectionWidth={BROWSE_WIDTH}
          rightSection={
            <BrowseButton choice="newFile" title={t('study.backupFile')} start={file} onChoose={setFile} />
          }
          onChange={(event) => setFile(event.currentTarget.value)}
        />
        <Checkbox
          label={t('study.withCheckpoints')}
          description={t('study.withCheckpointsText')}
          checked={checkpoints}
          onChange={(event) => setCheckpoints(event.currentTarget.checked)}
        />
        {job.progress && <JobBar progress={job.progress} onStop={job.stop} />}
        {job.result && (
          <Text>
            {t('study.backedUp', { files: job.result.files, mb: Math.ceil(job.result.bytes / 1e6) })}
          </Text>
        )}
        {check.data && <CheckResult {...check.data} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('study.close')}
          </Button>
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            {t('study.check')}
          </Button>
          <Button
            disabled={job.progress !== undefined || file.trim() === ''}
            onClick={() => job.run(() => client.study.backUp({ file, checkpoints }))}
          >
            {t('study.backUpNow')}
          </Button>
        </Group>
      </Stack>
    </section>
  )
}
