import type { Engine } from '../../engine/Engine.ts'
import { writeLog } from '../../files/writeLog.ts'

/** How long after the start all files are looked at, ms: the first window and the first study come before. */
const AFTER = 15_000

/** Looks at all installed files once, behind whatever else is done, and tells windows what it found. */
export function checkInstallation({ runtime: { installed, logFile }, changes }: Engine): void {
  if (!installed) return
  const check = async () => {
    const { problems } = await installed.verify()
    for (const { name } of problems) writeLog(logFile, { event: 'installation', reason: name })
    changes.send({ what: 'installation' })
  }
  setTimeout(() => void check(), AFTER).unref()
}
