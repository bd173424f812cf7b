import { LabelService } from '../../../../src/main/engine/labels/LabelService.ts'
import { WorkService } from '../../../../src/main/engine/work/WorkService.ts'
import { callIn } from '../../me.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const EXAMINATION = 1
/** Its first frame; the other is passed over. */
const frame = 1

/** An examination is given to readers, its mask sent back and accepted, signed and opened again. */
export const working: Writing = {
  name: 'work and signing',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    const call = callIn(engine.study)
    const others = inTables<{ id: number }>(
      engine.study.store.folder,
      'SELECT id FROM frame WHERE examination_id = ? AND id <> ?',
      EXAMINATION,
      frame,
    )
    for (const { id } of others) await LabelService.declare(call, { frame: id, base: 1, as: 'skipped' })
  },
  async write(engine, home, stage) {
    const call = callIn(await studyIn(engine, home))
    const [mask] = (await LabelService.list(call, frame)).filter(({ own }) => own)
    if (!mask) throw new Error('nothing to say anything of')
    const said = { frame, layer: mask.id, revision: mask.revision }
    stage.begin()
    await WorkService.unlock(call, EXAMINATION, 'to go on')
    for (let n = 1; n <= stage.repeats; n++) {
      const reader = `reader ${n}`
      await WorkService.assign(call, { of: { examinations: [EXAMINATION] }, readers: [reader], due: null })
      await WorkService.takeAway(call, { examinations: [EXAMINATION] }, [reader])
      await WorkService.say(call, { ...said, says: 'returned', reason: 'boundary' })
      await WorkService.say(call, { ...said, says: 'accepted' })
      await WorkService.sign(call, EXAMINATION, undefined)
      stage.acknowledge('sign')
      await WorkService.unlock(call, EXAMINATION, 'once more')
      stage.acknowledge('unlock')
    }
  },
  async check(engine, home, { acknowledged }) {
    const { folder } = (await studyIn(engine, home)).store
    const count = (query: string) => inTables<{ n: number }>(folder, query)[0]?.n ?? 0
    const wrong: string[] = []
    for (const [said, action] of [
      ['signed', 'sign'],
      ['unlocked', 'unlock'],
    ] as const) {
      const kept = count(`SELECT count(*) AS n FROM sign_off WHERE says = '${said}'`)
      const told = count(`SELECT count(*) AS n FROM audit WHERE action = '${action}'`)
      const promised = acknowledged.filter((one) => one === action).length
      if (kept !== told) wrong.push(`${said} ${kept} times, ${told} in the trail`)
      if (kept < promised) wrong.push(`lost: ${said} ${promised} times, kept ${kept}`)
    }
    const verdicts = count('SELECT count(*) AS n FROM verdict')
    const inTrail = count(`SELECT count(*) AS n FROM audit WHERE action LIKE 'verdict-%'`)
    if (verdicts !== inTrail) wrong.push(`${verdicts} verdicts, ${inTrail} in the trail`)
    const [last] = inTables<{ says: string; stage: string }>(
      folder,
      `SELECT verdict.says, reading.stage FROM verdict JOIN layer ON layer.id = verdict.layer_id
       JOIN reading ON reading.frame_id = verdict.frame_id AND reading.reader = layer.author
       ORDER BY verdict.id DESC LIMIT 1`,
    )
    if (last && (last.says === 'returned') !== (last.stage === 'returned'))
      wrong.push(`torn: ${last.says}, and its reader is told ${last.stage}`)
    return wrong
  },
}
