import type { ReactNode } from 'react'
import type { StudyInfo } from '../../shared/contract/study.ts'
import { StudyProvider } from '../api/EngineContext.ts'
import { PresenceProvider } from '../api/Presence.tsx'

/** What all screens of an open study share: the study, and who else is in it. */
export function OpenStudy({ study, children }: { readonly study: StudyInfo; readonly children: ReactNode }) {
  return (
    <StudyProvider value={study}>
      <PresenceProvider key={study.folder}>{children}</PresenceProvider>
    </StudyProvider>
  )
}
