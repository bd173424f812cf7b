/** Applies an update to the installation that a version's folder belongs to; prints the reason where it is refused. */
import { applyUpdate } from '../../src/main/install/applyUpdate.ts'
import { installationIn } from '../../src/main/install/Installation.ts'
import { Refused } from '../../src/shared/reasons/Refused.ts'

// Where it is run from may be closed to whoever it goes on as.
if (process.env['AS_USER']) process.setuid?.(Number(process.env['AS_USER']))
const [folder = '', file = ''] = process.argv.slice(2)
try {
  await applyUpdate(installationIn(folder), file)
} catch (error) {
  process.stderr.write(error instanceof Refused ? error.message : String(error))
  process.exitCode = 1
}
