import { useState } from 'react'
import { UpdateDialog } from './UpdateDialog.tsx'
import { useInstallation } from './useInstallation.ts'

interface Props {
  /** An update that somebody dropped or named. */
  readonly file: string | undefined
  readonly onClose: () => void
}

/** Shows an update that somebody brings, or else one that lies where updates are looked for until it is closed. */
export function OfferedUpdate({ file, onClose }: Props) {
  const { data: installed } = useInstallation()
  const [isClosed, setClosed] = useState(false)
  // It is not found any more once it was applied; its dialog stays until somebody closes it.
  const [first, setFirst] = useState<string>()
  const found = first ?? installed?.found ?? undefined
  const shown = file ?? (isClosed ? undefined : found)
  if (shown === undefined) return null
  const close = () => {
    setClosed(true)
    onClose()
  }
  return <UpdateDialog key={shown} file={shown} onApply={() => setFirst(shown)} onClose={close} />
}
