import { useEffect, useEffectEvent, useRef } from 'react'
import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import { useClient } from '../../api/EngineContext.ts'
import { useJob } from '../../ui/useJob.ts'
import type { Draft } from './Draft.ts'

type Way = ImportSurvey['ways'][number]

/** Ways to tell patients that need another look at the files: by likeness, and by a pattern. */
export function useOtherWays(draft: Draft, survey: ImportSurvey, follow: (way: Way, ways: Way[]) => void) {
  const client = useClient()
  const job = useJob<ImportSurvey>()
  const wanted = useRef<Way['kind']>('alike')
  const take = useEffectEvent((looked: ImportSurvey) => {
    const found = looked.ways.find(({ kind }) => kind === wanted.current)
    const file = looked.ways.find(({ kind }) => kind === 'file')
    // Where no two are alike, each stands for itself.
    const way = found ?? (file && { ...file, kind: wanted.current })
    if (!way) return
    const others = survey.ways.filter(({ kind }) => kind !== way.kind)
    follow(way, [...others, way])
  })
  useEffect(() => {
    if (job.result) take(job.result)
  }, [job.result])
  const look = (kind: Way['kind'], more: { alike?: boolean; pattern?: string }) => {
    wanted.current = kind
    const { paths, every } = draft
    void job.run((signal) => client.bring.survey({ paths: [...paths], every, ...more }, { signal }))
  }
  return {
    progress: job.progress,
    stop: job.stop,
    compare: () => look('alike', { alike: true }),
    tryPattern: (pattern: string) => look('pattern', { pattern }),
  }
}
