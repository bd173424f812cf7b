import { me } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const PASSWORD = 'quiet larynx 7'

/** Accounts are made, given other roles and codes; everybody who was promised one has it, and the trail says the same. */
export const accounts: Writing = {
  name: 'accounts',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    await engine.accounts.begin(me, 'Eva', PASSWORD, { from: 'local' })
  },
  async write(engine, home, stage) {
    await studyIn(engine, home)
    const before = (await engine.accounts.list()).length
    stage.begin()
    for (let n = before + 1; n <= before + stage.repeats; n++) {
      const name = `Reader ${n}`
      await engine.accounts.create(me, name, 'annotator')
      stage.acknowledge(`${name} annotator`)
      if (n % 2 === 0) continue
      await engine.accounts.setRole(me, name, 'reviewer')
      stage.acknowledge(`${name} reviewer`)
      await engine.accounts.newCode(me, name)
    }
  },
  async check(engine, home, { acknowledged }) {
    const { folder } = (await studyIn(engine, home)).store
    const kept = new Map(
      inTables<{ name: string; role: string }>(folder, 'SELECT name, role FROM account').map(
        ({ name, role }) => [name, role],
      ),
    )
    const trailed = inTables<{ detail: string }>(
      folder,
      "SELECT detail FROM audit WHERE action = 'account-created'",
    )
    // The last word on somebody is the one that counts; one that was not promised yet may have come through.
    const promised = new Map(acknowledged.map((line) => line.split(/ (?=\w+$)/) as [string, string]))
    const lost = [...promised].filter(([name, role]) => {
      const now = kept.get(name)
      return now !== role && !(role === 'annotator' && now === 'reviewer')
    })
    return [
      ...lost.map(([name, role]) => `lost: ${name} as ${role}`),
      ...(trailed.length === kept.size ? [] : [`${kept.size} accounts, ${trailed.length} in the trail`]),
    ]
  },
}
