import { useEffect } from 'react'
import type { FrameRow } from '../../../../shared/contract/frames.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'

/** Where no list is gone through yet, the frames that pass the filter now are kept as one; `onList` is told its name. */
export function useFrozenList({ filter, sort, list }: FrameRow, onList: (list: string) => void): void {
  const client = useClient()
  useEffect(() => {
    if (list !== undefined) return
    let isMeant = true
    const begin = async () => {
      const { list: frozen } = await client.frames.freeze({ filter, sort })
      if (isMeant) onList(frozen)
    }
    begin().catch(showFailure)
    return () => {
      isMeant = false
    }
  }, [client, filter, sort, list, onList])
}
