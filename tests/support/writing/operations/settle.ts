import { LabelService } from '../../../../src/main/engine/labels/LabelService.ts'
import { ReviewService } from '../../../../src/main/engine/review/ReviewService.ts'
import { roles } from '../../../../src/shared/domain/roles.ts'
import type { Take } from '../../../../src/shared/domain/settling.ts'
import { discs } from '../../discs.ts'
import { callIn } from '../../me.ts'
import { submits } from '../../regionsStudy.ts'
import { inTables } from '../../tables.ts'
import { studyIn } from '../afterwards.ts'
import { smallStudy } from '../smallStudy.ts'
import type { Writing } from '../Writing.ts'

const frame = 1
const SIDE = 32

/** What two readers differ on is settled again and again, one way and the other; their masks stay. */
export const settling: Writing = {
  name: 'settle',
  async prepare(engine, home) {
    await smallStudy(engine, home)
    await submits(engine.study, 'Bo', frame, discs(SIDE, { value: 1, x: 8, y: 8, radius: 5 }))
    await submits(engine.study, 'Lin', frame, discs(SIDE, { value: 1, x: 22, y: 22, radius: 6 }))
  },
  async write(engine, home, stage) {
    const study = await studyIn(engine, home)
    const call = { study, actor: { name: 'Ada', rights: roles.adjudicator } }
    const readers = (await LabelService.list(call, frame)).filter(({ author }) => /^(Bo|Lin)$/.test(author))
    const [first, second] = readers.map(({ id, revision }) => ({ layer: id, revision }))
    if (!first || !second) throw new Error('too few readers')
    stage.begin()
    for (let n = 1; n <= stage.repeats; n++) {
      const choices: Take[] = n % 2 === 0 ? ['first', 'none'] : ['none', 'second']
      await ReviewService.settle(call, { frame, first, second, choices, toPaint: false })
      stage.acknowledge(String(settledIn(study.store.folder)))
    }
  },
  async check(engine, home, { acknowledged }) {
    const { folder } = callIn(await studyIn(engine, home)).study.store
    const verdicts = settledIn(folder)
    const [mine] = inTables<{ revisions: number }>(
      folder,
      `SELECT count(*) AS revisions FROM revision JOIN layer ON layer.id = layer_id WHERE author = 'Ada'`,
    )
    return [
      ...acknowledged.filter((line) => Number(line) > verdicts).map((line) => `lost: settlement ${line}`),
      ...(mine?.revisions === verdicts ? [] : [`${verdicts} settled, ${mine?.revisions} masks of them`]),
    ]
  },
}

const settledIn = (folder: string): number =>
  inTables<{ settled: number }>(folder, `SELECT count(*) AS settled FROM verdict WHERE says = 'settled'`)[0]
    ?.settled ?? 0
