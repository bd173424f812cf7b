import { useEffect, useEffectEvent } from 'react'
import type { Handed } from '../../shared/shell/desk.ts'
import { askDesk, onDesk } from '../api/desk.ts'

/**
 * Takes what was handed to the app from outside its window, by a double click or a second start, as soon as it can be taken:
 * not while the window is covered, or before it is known what is open.
 */
export function useHandedOver(isReady: boolean, take: (handed: readonly Handed[]) => void): void {
  const taken = useEffectEvent(take)
  useEffect(() => {
    if (!isReady) return
    const ask = async () => {
      const handed = (await askDesk({ kind: 'handed' }))?.handed ?? []
      if (handed.length > 0) taken(handed)
    }
    void ask()
    return onDesk(({ isHanded }) => {
      if (isHanded) void ask()
    })
  }, [isReady])
}
