import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Others } from '../../shared/contract/presence.ts'
import { useClient } from './EngineContext.ts'
import { useWatch } from './useWatch.ts'

/** Without a hand on the window for so long, its person is told to be away, ms. */
const AWAY_AFTER = 3 * 60_000
const NOBODY: Others = { people: [], somebodyOn: [] }

interface Value {
  readonly others: Others
  /** Says which frame lies open in this window; null for none. */
  readonly show: (frame: number | null) => void
}
const PresenceContext = createContext<Value>({ others: NOBODY, show: () => {} })

/** Who else has the study open: one stream for the whole window. */
export function PresenceProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient()
  const [others, setOthers] = useState(NOBODY)
  const [frame, show] = useState<number | null>(null)
  const away = useAway()
  useWatch((signal) => client.presence.here(undefined, { signal }), setOthers)
  // Whoever is alone here tells nobody where they are.
  const isTold = others.people.length > 0
  useEffect(() => {
    if (isTold) client.presence.tell({ frame, away }).catch(() => {})
  }, [client, isTold, frame, away])
  const value = useMemo(() => ({ others, show }), [others])
  return <PresenceContext value={value}>{children}</PresenceContext>
}

export const useOthers = (): Others => useContext(PresenceContext).others

/** Says that a frame lies open for as long as the component is shown. */
export function useShownFrame(frame: number): void {
  const { show } = useContext(PresenceContext)
  useEffect(() => {
    show(frame)
    return () => show(null)
  }, [show, frame])
}

const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Whether nobody has touched the window for a while. */
function useAway(): boolean {
  const [away, setAway] = useState(false)
  useEffect(() => {
    let timer = setTimeout(() => setAway(true), AWAY_AFTER)
    const live = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setAway(true), AWAY_AFTER)
      setAway(false)
    }
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, live, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, live)
    }
  }, [])
  return away
}
