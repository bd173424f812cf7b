import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport, ImportRequest } from '../../../shared/contract/study.ts'
import { failureFrom } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'
import { FolderPicker } from '../../ui/FolderPicker.tsx'
import { showFailure } from '../../ui/showFailure.ts'
import { ImportOptions, type ImportSettings, settingsAtFirst } from './ImportOptions.tsx'
import { ImportPreviewView } from './ImportPreview.tsx'
import { JobBar } from './JobBar.tsx'
import type { PanelProps } from './Panel.ts'
import { Refusals } from './Refusals.tsx'
import { useJob } from './useJob.ts'

/** Import in three steps: choose, look at what would come in, bring it in. */
export function ImportPanel({ onClose }: PanelProps) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [path, setPath] = useState<string>()
  const [settings, setSettings] = useState<ImportSettings>(settingsAtFirst)
  const preview = useMutation({
    mutationFn: (request: ImportRequest) => client.study.previewImport(request),
    onError: (error) => {
      // Files that name their patients need a key: the fields for it are opened.
      if (failureFrom(error).code === 'KEY_NEEDED') setSettings((now) => ({ ...now, hideNames: true }))
      showFailure(error)
    },
  })
  const job = useJob<ImportReport>()
  if (path === undefined) return <FolderPicker kind="images" onCancel={onClose} onChoose={setPath} />

  const request = requestOf(path, settings)
  const change = (part: Partial<ImportSettings>) => {
    setSettings((now) => ({ ...now, ...part }))
    preview.reset()
  }
  const chooseAgain = () => {
    setPath(undefined)
    preview.reset()
    job.forget()
  }
  const bring = () =>
    job.run((signal) => client.study.import(request, { signal })).then(() => queries.invalidateQueries())
  return (
    <section className="card">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <div style={{ minWidth: 0 }}>
            <Text fw={600}>{t('study.importTitle')}</Text>
            <Text className="quiet cut" fz="sm" title={path}>
              {path}
            </Text>
          </div>
          <Button size="xs" variant="default" disabled={job.progress !== undefined} onClick={chooseAgain}>
            {t('study.chooseOther')}
          </Button>
        </Group>
        {!job.result && !job.progress && <ImportOptions settings={settings} onChange={change} />}
        {preview.data && !job.progress && !job.result && <ImportPreviewView preview={preview.data} />}
        {job.progress && <JobBar progress={job.progress} onStop={job.stop} />}
        {job.result && (
          <>
            <Text data-testid="import-report">{t('study.imported', job.result)}</Text>
            <Refusals files={job.result.rejected} />
          </>
        )}
        {!job.progress && (
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t(job.result ? 'study.close' : 'start.cancel')}
            </Button>
            {!job.result && !preview.data && (
              <Button loading={preview.isPending} onClick={() => preview.mutate(request)}>
                {t('study.preview')}
              </Button>
            )}
            {!job.result && preview.data && (
              <Button onClick={bring}>{t('study.bring', { count: preview.data.frames })}</Button>
            )}
          </Group>
        )}
      </Stack>
    </section>
  )
}

function requestOf(
  path: string,
  { layout, pattern, hideNames, keyFile, passphrase, text, every }: ImportSettings,
) {
  return {
    paths: [path],
    layout,
    ...(pattern === '' ? {} : { pattern }),
    ...(hideNames ? { deidentify: { keyFile, passphrase, text } } : {}),
    ...(every > 1 ? { every } : {}),
  }
}
