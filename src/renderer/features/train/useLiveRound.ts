import { useState } from 'react'
import type { Curves, RoundSummary } from '../../../shared/contract/training.ts'
import { useClient } from '../../api/EngineContext.ts'
import { useWatch } from '../../api/useWatch.ts'

/** The running round and its curves: what was drawn before this screen opened, then each point as it comes. */
export function useLiveRound() {
  const client = useClient()
  const [current, setCurrent] = useState<RoundSummary>()
  const [curves, setCurves] = useState<Curves>({ losses: [], iou: [] })
  const [followed, setFollowed] = useState<string>()
  useWatch(
    (signal) => client.training.watch(undefined, { signal }),
    (event) => {
      switch (event.kind) {
        case 'round':
          setCurrent(event.round)
          if (event.round.id !== followed) {
            setFollowed(event.round.id)
            client.training
              .curves({ run: event.round.id })
              .then(setCurves, () => setCurves({ losses: [], iou: [] }))
          }
          return
        case 'loss':
          return setCurves((now) => ({
            ...now,
            losses: [...now.losses.filter((p) => p.step < event.point.step), event.point],
          }))
        case 'iou':
          return setCurves((now) => ({
            ...now,
            iou: [...now.iou.filter((p) => p.step < event.point.step), event.point],
          }))
        case 'overlays':
          return
      }
    },
  )
  return { current, curves }
}
