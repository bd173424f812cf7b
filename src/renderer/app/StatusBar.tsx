import { Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverlayProgress as Progressed, RoundSummary } from '../../shared/contract/training.ts'
import { useClient, useEngineHere, useStudy } from '../api/EngineContext.ts'
import { inWords } from '../api/inWords.ts'
import { useWatch } from '../api/useWatch.ts'
import { duration } from '../ui/duration.ts'
import { Here } from '../ui/presence/Here.tsx'
import { OverlayProgress } from './OverlayProgress.tsx'

/** One line: what is open, whether the engine is there, what is training. */
export function StatusBar() {
  const study = useStudy()
  const client = useClient()
  const { t } = useTranslation()
  const here = useEngineHere()
  const [round, setRound] = useState<RoundSummary>()
  const [overlays, setOverlays] = useState<Progressed>()
  useWatch(
    (signal) => client.training.watch(undefined, { signal }),
    (event) => {
      if (event.kind === 'round') setRound(event.round)
      if (event.kind === 'overlays') setOverlays(event)
    },
  )
  // What an engine told that is gone is not so any more, also when another has come.
  useEffect(() => {
    if (here) return
    setRound(undefined)
    setOverlays(undefined)
  }, [here])
  const running = here && round?.state === 'running' ? round : undefined
  return (
    <footer className="status">
      <span className="cut" title={study.folder}>
        {study.name}
      </span>
      <span>{t('status.frames', { count: study.frames })}</span>
      <span data-testid="labelled-count">{t('status.labelled', { count: study.labelled })}</span>
      {study.readOnly !== null && <span title={inWords(study.readOnly)}>{t('app.readOnly')}</span>}
      <span style={{ flex: 1 }} />
      <Here />
      {!running && overlays && <OverlayProgress {...overlays} />}
      {running ? (
        <>
          <Progress
            value={(100 * running.step) / running.options.steps}
            w={120}
            size="sm"
            aria-label={phaseText(running)}
          />
          <span>{phaseText(running)}</span>
        </>
      ) : (
        <span className={here ? undefined : 'warning'}>{t(here ? 'status.engine' : 'app.gone')}</span>
      )}
    </footer>
  )

  function phaseText({ phase, step, options, secondsLeft }: RoundSummary): string {
    const left = duration(secondsLeft)
    if (phase === 'learning') return t('status.training', { step, steps: options.steps, left })
    return t(`status.phase_${phase}`, { left })
  }
}
