import { type ReactNode, useState } from 'react'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'
import { type Damaged, RecoverDialog } from './RecoverDialog.tsx'

/** Opens studies by their folders; `dialog`, to be shown somewhere, offers copies of one that is damaged. */
export function useOpenStudy(onOpened: () => void): {
  readonly openStudy: (folder: string) => void
  readonly dialog: ReactNode
} {
  const client = useClient()
  const [damaged, setDamaged] = useState<Damaged>()
  const openStudy = (folder: string) => {
    client.study.open({ folder }).then(onOpened, async (error: unknown) => {
      const found = await client.study.copies({ folder }).catch(() => undefined)
      if (found?.why && found.copies.length > 0) setDamaged({ folder, why: found.why, copies: found.copies })
      else showFailure(error)
    })
  }
  const dialog = damaged && (
    <RecoverDialog damaged={damaged} onClose={() => setDamaged(undefined)} onOpened={onOpened} />
  )
  return { openStudy, dialog }
}
