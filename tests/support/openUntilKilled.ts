/**
 * Opens a study and closes it again, killing itself before the n-th statement that SQLite is given, or never for 0:
 * `node tests/support/openUntilKilled.ts FOLDER N`. Says `opens` before and `opened` after.
 */
import Database from 'better-sqlite3'
import { openStore } from '../../src/main/engine/store/openStore.ts'

const [, , folder = '', at = '0'] = process.argv
let statements = 0
const count = () => {
  if (++statements === Number(at)) process.kill(process.pid, 'SIGKILL')
}
for (const name of ['prepare', 'exec', 'pragma', 'backup'] as const) {
  const real = Database.prototype[name] as (...given: unknown[]) => unknown
  Object.assign(Database.prototype, {
    [name](this: unknown, ...given: unknown[]) {
      count()
      return real.apply(this, given)
    },
  })
}
process.stdout.write('opens\n')
const store = await openStore(folder)
process.stdout.write(`opened ${statements}\n`)
await store.close()
