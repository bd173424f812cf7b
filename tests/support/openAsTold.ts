/**
 * Opens a study whenever a line on standard input says at which moment (ms since 1970), tells how it is open, writes a row
 * if it may, and closes it at the next line: `node tests/support/openAsTold.ts FOLDER`.
 */
import { createInterface } from 'node:readline'
import { openStore, type Store } from '../../src/main/engine/store/openStore.ts'
import { setSetting, settingOf } from '../../src/main/engine/store/settings.ts'

const [, , folder = ''] = process.argv
let store: Store | undefined
const tell = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`)

tell('ready')
for await (const line of createInterface({ input: process.stdin })) {
  if (store) {
    await store.close()
    store = undefined
    tell('closed')
    continue
  }
  while (Date.now() < Number(line)) {
    // Both set out in the same millisecond.
  }
  try {
    store = await openStore(folder)
    if (store.readOnly === null) await setSetting(store.db, 'race', line)
    tell({ readOnly: store.readOnly, race: (await settingOf(store.db, 'race')) ?? null })
  } catch (error) {
    tell({ failed: String(error) })
  }
}
