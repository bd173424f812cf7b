/**
 * Opens a study and closes it again, killing itself before the n-th statement that SQLite is given, or never for 0:
 * `node tests/support/openUntilKilled.ts FOLDER N`. Says `opens` before.
 */
import { openStore } from '../../src/main/engine/store/openStore.ts'
import { onStatement } from './onStatement.ts'

const [, , folder = '', at = '0'] = process.argv
let statements = 0
onStatement(() => {
  if (++statements === Number(at)) process.kill(process.pid, 'SIGKILL')
})
process.stdout.write('opens\n')
const store = await openStore(folder)
await store.close()
