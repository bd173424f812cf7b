import { createContext, useContext } from 'react'

/** Where frames are to be brought in, and from where, if that is known. */
export interface BringRequest {
  readonly into: 'new' | 'open'
  readonly paths: readonly string[]
}

const BringContext = createContext<((request: BringRequest) => void) | undefined>(undefined)
export const BringProvider = BringContext.Provider

/** Starts bringing frames in. */
export function useBring(): (request: BringRequest) => void {
  const bring = useContext(BringContext)
  if (!bring) throw new Error('useBring needs a BringProvider above it.')
  return bring
}
