import { Button, Checkbox, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportReport } from '../../../shared/contract/study.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { FolderPicker } from '../../ui/FolderPicker.tsx'
import { JobBar } from '../../ui/JobBar.tsx'
import { Refusals } from '../../ui/Refusals.tsx'
import { useFolderChoice } from '../../ui/useFolderChoice.ts'
import { useJob } from '../../ui/useJob.ts'
import type { PanelProps } from './Panel.ts'

/** Frames and masks into the formats of other programs. */
export function ExportPanel({ filter, onClose }: PanelProps) {
  const client = useClient()
  const study = useStudy()
  const { t } = useTranslation()
  const formats = useQuery({
    queryKey: ['formats'],
    queryFn: () => client.study.formats(),
    staleTime: Infinity,
  })
  const [chosenFormat, setFormat] = useState<string>()
  const format = chosenFormat ?? formats.data?.[0] ?? ''
  const [out, setOut] = useState(() => `${study.folder}-export`)
  const [which, setWhich] = useState('labelled')
  const [images, setImages] = useState(true)
  const [pseudonyms, setPseudonyms] = useState(false)
  const job = useJob<ExportReport>()
  const within = (folder: string) => {
    setOut(`${folder.replace(/[\\/]$/, '')}/${study.name} export`)
    choice.stop()
  }
  const choice = useFolderChoice(t('study.into'), within)
  if (choice.isPicking) return <FolderPicker kind="any" onCancel={choice.stop} onChoose={within} />
  const chosen = which === 'labelled' ? { labelled: true } : which === 'filter' ? filter : {}
  const start = () =>
    job.run((signal) =>
      client.study.export({ format, out, filter: chosen, images, pseudonyms, layer: 'reader' }, { signal }),
    )
  return (
    <section className="card">
      <Stack gap="md">
        <Text fw={600}>{t('study.exportTitle')}</Text>
        <Group grow align="flex-start">
          <Select
            label={t('study.format')}
            data={(formats.data ?? []).map((value) => ({ value, label: t(`study.formats.${value}`) }))}
            allowDeselect={false}
            value={format}
            onChange={(value) => setFormat(value ?? undefined)}
          />
          <TextInput
            label={t('study.into')}
            value={out}
            onChange={(event) => setOut(event.currentTarget.value)}
            rightSectionWidth={84}
            rightSection={
              <Button size="compact-sm" variant="subtle" onClick={choice.ask}>
                {t('study.browse')}
              </Button>
            }
          />
        </Group>
        <Radio.Group value={which} onChange={setWhich} label={t('study.whichFrames')}>
          <Group mt={6} gap="lg">
            {(['labelled', 'filter', 'all'] as const).map((value) => (
              <Radio key={value} value={value} label={t(`study.which.${value}`)} />
            ))}
          </Group>
        </Radio.Group>
        <Group gap="lg">
          <Checkbox
            label={t('study.withImages')}
            checked={images}
            onChange={(event) => setImages(event.currentTarget.checked)}
          />
          <Checkbox
            label={t('study.pseudonyms')}
            checked={pseudonyms}
            onChange={(event) => setPseudonyms(event.currentTarget.checked)}
          />
        </Group>
        {job.progress && <JobBar progress={job.progress} onStop={job.stop} />}
        {job.result && (
          <>
            <Text data-testid="export-report">{t('study.exported', job.result)}</Text>
            <Refusals files={job.result.rejected} />
          </>
        )}
        {!job.progress && (
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('study.close')}
            </Button>
            <Button disabled={out.trim() === '' || format === ''} onClick={start}>
              {t('study.exportNow')}
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  )
}
