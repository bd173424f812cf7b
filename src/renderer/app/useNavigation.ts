import { useCallback, useEffect, useState } from 'react'
import { type Navigation, navigated, START } from '../ui/Navigation.ts'
import type { Step } from '../ui/screenProps.ts'
import type { ScreenId } from './screens.ts'

/** In the window's own session: names in a filter must not get into the history of addresses. */
const KEPT_AS = 'loco.place.1'

interface Kept {
  readonly folder: string
  readonly navigation: Navigation
}

/** Where the user is in the open study; a page that is loaded again is where it was. */
export function useNavigation(folder: string | undefined) {
  const [kept, setKept] = useState(readKept)
  useEffect(() => {
    if (kept) sessionStorage.setItem(KEPT_AS, JSON.stringify(kept))
    else sessionStorage.removeItem(KEPT_AS)
  }, [kept])
  const go = useCallback(
    (to: Omit<Step, 'screen'> & { readonly screen?: ScreenId }) => {
      if (folder !== undefined)
        setKept((now) => ({ folder, navigation: navigated(placeIn(folder, now), to) }))
    },
    [folder],
  )
  const reset = useCallback(() => setKept(undefined), [])
  return { navigation: placeIn(folder, kept), go, reset }
}

const placeIn = (folder: string | undefined, kept: Kept | undefined): Navigation =>
  kept !== undefined && kept.folder === folder ? { ...START, ...kept.navigation } : START

function readKept(): Kept | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null') as Kept | null) ?? undefined
  } catch {
    return undefined
  }
}
