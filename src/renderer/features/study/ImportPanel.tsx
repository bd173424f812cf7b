import { Button, Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview, ImportReport, ImportRequest } from '../../../shared/contract/study.ts'
import { failureFrom } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'
import { FolderPicker } from '../../ui/FolderPicker.tsx'
import { showFailure } from '../../ui/showFailure.ts'
import { ImportOptions, type ImportSettings, isPattern, settingsAtFirst } from './ImportOptions.tsx'
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
  // What was seen last; it stays while a changed pattern is tried.
  const [seen, setSeen] = useState<ImportPreview>()
  const preview = useMutation({
    mutationFn: (request: ImportRequest) => client.study.previewImport(request),
    onSuccess: setSeen,
    onError: (error) => {
      // Files that name their patients need a key: the fields for it are opened.
      if (failureFrom(error).code === 'KEY_NEEDED') setSettings((now) => ({ ...now, hideNames: true }))
      showFailure(error)
    },
  })
  const job = useJob<ImportReport>()
  // Once looked at, the preview follows the pattern as it is typed.
  const [pattern] = useDebouncedValue(settings.pattern, 400)
  const latest = useRef({ path, settings, seen })
  latest.current = { path, settings, seen }
  const { mutate: look } = preview
  useEffect(() => {
    const { path: chosen, settings: now, seen: before } = latest.current
    if (chosen !== undefined && before && isPattern(pattern)) look(requestOf(chosen, { ...now, pattern }))
  }, [pattern, look])
  if (path === undefined) return <FolderPicker kind="images" onCancel={onClose} onChoose={setPath} />

  const request = requestOf(path, settings)
  const change = (part: Partial<ImportSettings>) => {
    setSettings((now) => ({ ...now, ...part }))
    if (part.pattern === undefined) setSeen(undefined)
  }
  const chooseAgain = () => {
    setPath(undefined)
    setSeen(undefined)
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
        {seen && !job.progress && !job.result && <ImportPreviewView preview={seen} />}
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
            {!job.result && !seen && (
              <Button loading={preview.isPending} onClick={() => look(request)}>
                {t('study.preview')}
              </Button>
            )}
            {!job.result && seen && (
              <Button loading={preview.isPending} onClick={bring}>
                {t('study.bring', { count: seen.frames })}
              </Button>
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
