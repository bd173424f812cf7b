import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Comment } from '../../../../shared/contract/comments.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { commentsQuery } from './commentsQuery.ts'
import { type Thread, threadsOf } from './threads.ts'

/** A remark that is being written. */
interface Draft {
  readonly frame: number
  /** Where it is to be pinned; null for one of the frame. */
  readonly place: Comment['place']
}

/** The remarks on a frame, and the ways to make and to settle them. */
export interface Remarking {
  readonly threads: readonly Thread[]
  readonly draft: Draft | undefined
  /** The remark that was pointed at last. */
  readonly chosen: number | undefined
  readonly mayWrite: boolean
  choose(remark: number): void
  /** Begins a remark: at a place of the frame, else of the frame. */
  begin(place: Comment['place']): void
  drop(): void
  /** Adds what was written; whether it was saved. */
  add(text: string, answers?: number): Promise<boolean>
  settle(remark: number): void
}

export function useRemarks(frame: number): Remarking {
  const client = useClient()
  const { readOnly } = useStudy()
  const { can } = useMe()
  const { data = [] } = useQuery(commentsQuery(client, frame))
  const [begun, setBegun] = useState<Draft>()
  const [chosen, setChosen] = useState<number>()
  const draft = begun?.frame === frame ? begun : undefined
  const mayWrite = readOnly === null && can('label')
  return {
    threads: threadsOf(data),
    draft,
    chosen,
    mayWrite,
    choose: setChosen,
    begin: (place) => mayWrite && setBegun({ frame, place: place && { x: place.x, y: place.y } }),
    drop: () => setBegun(undefined),
    async add(text, answers) {
      const place = answers === undefined ? (draft?.place ?? null) : null
      try {
        await client.comments.add({ frame, text, place, answers: answers ?? null })
        if (answers === undefined) setBegun(undefined)
        return true
      } catch (error) {
        showFailure(error)
        return false
      }
    },
    settle: (comment) => void client.comments.settle({ comment }).catch(showFailure),
  }
}
