import './bring.css'
import { Button, Group, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../../shared/contract/bring.ts'
import type { StudyInfo } from '../../../shared/contract/study.ts'
import { failureFrom } from '../../api/client.ts'
import { useClient } from '../../api/EngineContext.ts'
import type { BringRequest } from '../../ui/Bringing.ts'
import { useJob } from '../../ui/useJob.ts'
import { ClassesStep } from './ClassesStep.tsx'
import type { Draft } from './Draft.ts'
import { emptyDraft, obstacle, requestOf, type Step, steps } from './draftSteps.ts'
import { Failed } from './Failed.tsx'
import { ImportStep } from './ImportStep.tsx'
import { LookStep } from './LookStep.tsx'
import { NamesStep } from './NamesStep.tsx'
import { PatientsStep } from './PatientsStep.tsx'
import { Report } from './Report.tsx'
import { SplitStep } from './SplitStep.tsx'
import { StepList } from './StepList.tsx'

interface Props {
  readonly request: BringRequest
  /** The study that is open, if one is. */
  readonly study: StudyInfo | undefined
  readonly onClose: () => void
  /** The study that the frames are in is open now. */
  readonly onDone: () => void
}

/** The one way in for frames: into a new study or the open one, step by step, each with a sensible default. */
export function Bring({ request, study, onClose, onDone }: Props) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(request.into, request.paths))
  const [step, setStep] = useState<Step>('look')
  const [failure, setFailure] = useState<{ message: string }>()
  const job = useJob<ImportReport>((error) => {
    const failed = failureFrom(error)
    setFailure(failed)
    // What went wrong is repaired where it was decided.
    if (failed.code === 'MASK_UNMAPPED') setStep('classes')
    if (failed.code === 'KEY_NEEDED') setStep('names')
  })
  const change = (part: Partial<Draft>) => {
    setFailure(undefined)
    setDraft((now) => ({ ...now, ...part }))
  }
  const { survey } = draft
  const hindered = obstacle(step, draft)
  const at = steps.indexOf(step)
  const go = (by: 1 | -1) => setStep(steps[at + by] ?? step)

  const start = () => {
    if (!survey) return
    setFailure(undefined)
    const wanted = requestOf(draft, survey)
    void job
      .run((signal) =>
        draft.into === 'new'
          ? client.bring.intoNew(
              {
                ...wanted,
                folder: draft.folder.trim(),
                ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
                classes: draft.classes.map((name) => name.trim()),
              },
              { signal },
            )
          : client.bring.intoOpen(wanted, { signal }),
      )
      .then(() => queries.invalidateQueries())
  }

  const stop = () => {
    job.stop()
    setFailure({ message: t(draft.into === 'new' ? 'bring.stoppedNew' : 'bring.stoppedOpen') })
  }

  return (
    <div className="bring">
      <header>
        <Title order={1} fz="lg" className="cut">
          {draft.into === 'new' ? t('bring.titleNew') : t('bring.titleOpen', { study: study?.name ?? '' })}
        </Title>
        <StepList step={step} done={job.result !== undefined} />
      </header>
      <main>
        {failure && <Failed {...failure} />}
        {job.result ? (
          <Report report={job.result} />
        ) : (
          <>
            {step === 'look' && <LookStep draft={draft} change={change} study={study} />}
            {survey && step === 'classes' && (
              <ClassesStep draft={draft} change={change} survey={survey} own={study?.classes ?? []} />
            )}
            {survey && step === 'patients' && <PatientsStep draft={draft} change={change} survey={survey} />}
            {survey && step === 'split' && <SplitStep draft={draft} change={change} survey={survey} />}
            {survey && step === 'names' && <NamesStep draft={draft} change={change} survey={survey} />}
            {survey && step === 'import' && (
              <ImportStep
                draft={draft}
                change={change}
                survey={survey}
                progress={job.progress}
                onStop={stop}
              />
            )}
          </>
        )}
      </main>
      <footer>
        {job.result ? (
          <Button ml="auto" onClick={onDone}>
            {t('bring.toLibrary')}
          </Button>
        ) : (
          <>
            <Button variant="default" disabled={job.progress !== undefined} onClick={onClose}>
              {t('start.cancel')}
            </Button>
            <Text className="quiet hint" fz="sm" role="status">
              {hindered && hindered !== 'notLooked' ? t(`bring.obstacles.${hindered}`) : ''}
            </Text>
            <Group gap="xs" wrap="nowrap">
              {at > 0 && (
                <Button variant="default" disabled={job.progress !== undefined} onClick={() => go(-1)}>
                  {t('bring.back')}
                </Button>
              )}
              {step === 'import' ? (
                <Button
                  disabled={hindered !== undefined}
                  loading={job.progress !== undefined}
                  onClick={start}
                >
                  {t('bring.import', { count: survey?.frames.length ?? 0 })}
                </Button>
              ) : (
                <Button disabled={hindered !== undefined} onClick={() => go(1)}>
                  {t('bring.next')}
                </Button>
              )}
            </Group>
          </>
        )}
      </footer>
    </div>
  )
}
