import { Button, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import type { StudyInfo } from '../../../shared/contract/study.ts'
import { useClient } from '../../api/EngineContext.ts'
import { Fact } from '../../ui/Fact.tsx'
import { JobBar } from '../../ui/JobBar.tsx'
import { PlaceChoice } from '../../ui/PlaceChoice.tsx'
import { Refusals } from '../../ui/Refusals.tsx'
import { useJob } from '../../ui/useJob.ts'
import type { Draft, StepProps } from './Draft.ts'
import { DropTarget } from './DropTarget.tsx'
import { surveyed } from './draftSteps.ts'
import { Sheet } from './Sheet.tsx'

interface Props extends StepProps {
  readonly study: StudyInfo | undefined
}

/** Step one: choose, and see what is there. */
export function LookStep({ draft, change, study }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const job = useJob<ImportSurvey>()
  const { paths, survey, every, into } = draft
  const words = {
    background: t('bring.background'),
    lesion: t('bring.lesion'),
    numbered: (key: string) => t('bring.classNumbered', { key }),
  }
  const take = (found: ImportSurvey, goesInto: Draft['into']) =>
    change({ into: goesInto, ...surveyed(goesInto, found, study?.classes ?? [], words) })
  const look = (wanted: readonly string[], nth: number) => {
    change({ paths: wanted, every: nth, survey: undefined })
    void job.run((signal) => client.bring.survey({ paths: [...wanted], every: nth }, { signal }))
  }
  const looked = useEffectEvent((found: ImportSurvey) => take(found, into))
  useEffect(() => {
    if (job.result) looked(job.result)
  }, [job.result])
  // Files that were dropped are looked at unasked.
  const lookAtDropped = useEffectEvent(() => {
    if (paths.length > 0 && !survey) look(paths, every)
  })
  useEffect(() => lookAtDropped(), [])

  if (job.progress)
    return (
      <div className="card">
        <JobBar progress={job.progress} onStop={job.stop} />
      </div>
    )
  if (!survey)
    return (
      <Stack gap="sm">
        <DropTarget onDrop={(dropped) => look(dropped, every)} />
        <Text className="quiet">{t('bring.lookText')}</Text>
        <PlaceChoice onChoose={(path) => look([path], every)} onChooseFiles={(files) => look(files, every)} />
      </Stack>
    )
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap">
        <Text className="quiet cut" fz="sm" title={paths.join('\n')}>
          {paths.length === 1 ? paths[0] : t('bring.pathCount', { count: paths.length })}
        </Text>
        <Button size="xs" variant="default" onClick={() => change({ survey: undefined, paths: [] })}>
          {t('bring.chooseOther')}
        </Button>
      </Group>
      <div className="facts">
        <Fact value={survey.frames.length} text={t('bring.frames', { count: survey.frames.length })} />
        <Fact value={survey.masks} text={t('bring.masks', { count: survey.masks })} />
        <Fact value={draft.patients.length} text={t('bring.patients', { count: draft.patients.length })} />
      </div>
      {study && study.readOnly === null && (
        <SegmentedControl
          aria-label={t('bring.whereTo')}
          value={into}
          onChange={(value) => take(survey, value === 'new' ? 'new' : 'open')}
          data={[
            { value: 'open', label: t('bring.intoOpen', { study: study.name }) },
            { value: 'new', label: t('bring.intoNew') },
          ]}
        />
      )}
      {survey.films && (
        <Group align="flex-end">
          <NumberInput
            label={t('bring.every')}
            min={1}
            max={10_000}
            w={220}
            value={every}
            onChange={(value) => change({ every: Number(value) || 1 })}
          />
          <Button variant="default" onClick={() => look(paths, every)}>
            {t('bring.lookAgain')}
          </Button>
        </Group>
      )}
      <Refusals files={survey.problems} />
      <Sheet samples={survey.samples.slice(0, 12)} blackened={false} />
    </Stack>
  )
}
