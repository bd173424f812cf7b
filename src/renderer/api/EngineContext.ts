import { createContext, useContext } from 'react'
import type { StudyInfo } from '../../shared/contract/study.ts'
import type { Client } from './client.ts'

const ClientContext = createContext<Client | undefined>(undefined)
export const ClientProvider = ClientContext.Provider

/** The connection to the engine. */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('useClient needs a ClientProvider above it.')
  return client
}

const StudyContext = createContext<StudyInfo | undefined>(undefined)
export const StudyProvider = StudyContext.Provider

/** The open study. */
export function useStudy(): StudyInfo {
  const study = useContext(StudyContext)
  if (!study) throw new Error('useStudy needs a StudyProvider above it.')
  return study
}
