import { createContext, useContext, useSyncExternalStore } from 'react'
import type { StudyInfo } from '../../shared/contract/study.ts'
import type { Connection } from './Connection.ts'
import type { Client } from './client.ts'

const ConnectionContext = createContext<Connection | undefined>(undefined)
export const ConnectionProvider = ConnectionContext.Provider

export function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('useConnection needs a ConnectionProvider above it.')
  return connection
}

/** The engine's operations. */
export const useClient = (): Client => useConnection().client

/** Whether the engine can be reached now. */
export function useEngineHere(): boolean {
  const connection = useConnection()
  return useSyncExternalStore(
    (changed) => connection.onChange(changed),
    () => connection.isHere,
  )
}

const StudyContext = createContext<StudyInfo | undefined>(undefined)
export const StudyProvider = StudyContext.Provider

/** The open study. */
export function useStudy(): StudyInfo {
  const study = useContext(StudyContext)
  if (!study) throw new Error('useStudy needs a StudyProvider above it.')
  return study
}
