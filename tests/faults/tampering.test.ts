import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import type { ReasonName } from '../../src/shared/reasons/index.ts'
import { addMadeUpModel } from '../support/madeUpModel.ts'
import { callIn } from '../support/me.ts'
import { paintStrokes } from '../support/strokes.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, saysWhat, type Tally, tallyOf } from '../support/tally.ts'
import { tamper } from '../support/tamper.ts'

const SIDE = 24
let place: ReturnType<typeof temporaryFolder>
const at = (...names: string[]) => join(place.path, ...names)

/** A study with all that can be tampered with, and the machine that it was made on; each test has a copy of both. */
beforeAll(async () => {
  place = temporaryFolder()
  const engine = testEngine(at('machine'))
  const study = await studyOfPairs(engine, place.path, { count: 4, side: SIDE })
  await paintStrokes(study, 3)
  const [patient = ''] = (await CatalogueService.patients(callIn(study), '', undefined)).map(
    (one) => one.patient,
  )
  await CatalogueService.setSplit(callIn(study), [patient], 'test')
  await CatalogueService.setClasses(
    callIn(study),
    study.classes.map((one) => ({ ...one, colour: '#123456' })),
  )
  await CatalogueService.marks.writeNote(callIn(study), 2, 'to be looked at again')
  await addMadeUpModel(study, 'one')
  await addMadeUpModel(study, 'two')
  await engine.close()
  cpSync(at('study'), at('kept-study'), { recursive: true })
  cpSync(at('machine'), at('kept-machine'), { recursive: true })
})
afterAll(() => place.remove())
beforeEach(() => {
  for (const name of ['study', 'machine']) {
    cpSync(at(`kept-${name}`), at(name), { recursive: true, force: true })
    for (const log of ['-wal', '-shm']) {
      const file =
        name === 'study' ? at('study', `catalogue.sqlite${log}`) : at('machine', `trails.sqlite${log}`)
      writeFileSync(file, '')
    }
  }
})

/** What a check says after the study was opened as anybody opens it, on this machine or on another. */
async function check(machine = 'machine', folder = 'study') {
  const engine = testEngine(at(machine))
  try {
    const { problems, notes } = await KeepService.verify(await engine.openStudy(at(folder)))
    return { problems, notes: notes.map(({ name }) => name) }
  } finally {
    await engine.close()
  }
}

const run = (query: string) => (catalogue: Database.Database) => {
  if (catalogue.prepare(query).run().changes === 0) throw new Error(`nothing to change: ${query}`)
}

/** Makes the chain right again, as somebody does who knows how it is made but has no key. */
function rechain(catalogue: Database.Database): void {
  const rows = catalogue.prepare('SELECT * FROM audit ORDER BY seq').all() as Record<string, string>[]
  const set = catalogue.prepare('UPDATE audit SET chain = ? WHERE seq = ?')
  let before = ''
  for (const { seq, at: time, actor, action, subject, detail, key } of rows) {
    before = createHash('sha256')
      .update([before, time, actor, action, subject, detail, key].join('\u001f'))
      .digest('hex')
    set.run(before, seq)
  }
}

const last = '(SELECT max(seq) FROM audit)'
const swapped = encodeMask({ ...emptyMask(SIDE, SIDE), data: new Uint8Array(SIDE * SIDE).fill(1) })
const swappedHash = createHash('sha256').update(swapped).digest('hex')

/** What somebody changes by hand, and the finding that names it. */
const edits: Readonly<Record<string, readonly [(catalogue: Database.Database) => void, ReasonName]>> = {
  'an audit row edited': [run(`UPDATE audit SET actor = 'nobody' WHERE seq = 3`), 'auditBroken'],
  'the last audit row edited': [run(`UPDATE audit SET actor = 'nobody' WHERE seq = ${last}`), 'auditBroken'],
  'an audit row edited, and all chained again': [
    (catalogue) => {
      run(`UPDATE audit SET actor = 'nobody' WHERE seq = 3`)(catalogue)
      rechain(catalogue)
    },
    'auditForged',
  ],
  'an audit row deleted': [run('DELETE FROM audit WHERE seq = 3'), 'auditMissing'],
  'an audit row deleted, the others moved up and chained again': [
    (catalogue) => {
      run('DELETE FROM audit WHERE seq = 3')(catalogue)
      catalogue.exec(`UPDATE audit SET seq = seq - 1 WHERE seq > 3; UPDATE sqlite_sequence SET seq = seq - 1`)
      rechain(catalogue)
    },
    'auditForged',
  ],
  'the last audit row deleted': [run(`DELETE FROM audit WHERE seq = ${last}`), 'trailWentBack'],
  'the last two audit rows deleted, and the count set back': [
    (catalogue) => {
      run(`DELETE FROM audit WHERE seq >= ${last} - 1`)(catalogue)
      catalogue.exec(`UPDATE sqlite_sequence SET seq = ${last} WHERE name = 'audit'`)
    },
    'trailWentBack',
  ],
  'all audit rows deleted': [run('DELETE FROM audit'), 'trailWentBack'],
  'two audit rows changed places': [
    (catalogue) =>
      catalogue.exec(`UPDATE audit SET seq = -2 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3;
        UPDATE audit SET seq = 3 WHERE seq = -2`),
    'auditMoved',
  ],
  'an audit row put in at the end': [
    (catalogue) => {
      run(`INSERT INTO audit (at, actor, action, subject, detail, chain, key, mac)
        SELECT at, 'somebody', action, subject, detail, '', key, mac FROM audit WHERE seq = ${last}`)(
        catalogue,
      )
      rechain(catalogue)
    },
    'auditForged',
  ],
  'a mask replaced': [run(`UPDATE revision SET mask = zeroblob(20) WHERE number = 2`), 'revisionChanged'],
  'a mask replaced with its hash': [
    (catalogue) =>
      catalogue
        .prepare(`UPDATE revision SET mask = ?, sha256 = ?, areas = ? WHERE number = 2`)
        .run(Buffer.from(swapped), swappedHash, JSON.stringify([0, SIDE * SIDE, 0, 0, 0, 0, 0, 0])),
    'maskNotAsRecorded',
  ],
  'a stroke deleted': [run('DELETE FROM revision WHERE number = 2'), 'revisionMissing'],
  'the last stroke deleted': [run('DELETE FROM revision WHERE number = 4'), 'maskNotAsRecorded'],
  'a layer deleted with its strokes': [
    (catalogue) =>
      catalogue.exec(`UPDATE frame SET label_layer = NULL, state = 0 WHERE label_layer = 2;
        DELETE FROM revision WHERE layer_id = 2; DELETE FROM layer WHERE id = 2`),
    'maskNotAsRecorded',
  ],
  'a mask put in': [
    (catalogue) =>
      catalogue.exec(`INSERT INTO revision (layer_id, number, mask, sha256, areas, origin, at)
        SELECT layer_id, number + 1, mask, sha256, areas, origin, at FROM revision WHERE number = 4`),
    'rowAdded',
  ],
  'a split changed': [
    run(`UPDATE patient SET split = CASE split WHEN 'test' THEN 'train' ELSE 'test' END WHERE id = 1`),
    'splitNotAsRecorded',
  ],
  'an author changed': [run(`UPDATE layer SET author = 'nobody' WHERE id = 1`), 'authorNotAsRecorded'],
  'the classes changed': [
    run(`UPDATE setting SET value = replace(value, 'lesion', 'normal tissue') WHERE key = 'classes'`),
    'classesNotAsRecorded',
  ],
  'a model card changed': [
    run(`UPDATE model SET card = replace(card, '"labelled":0', '"labelled":9')`),
    'modelNotAsRecorded',
  ],
  'another model in use': [
    (catalogue) =>
      catalogue.exec(`UPDATE model SET in_use = 0; UPDATE model SET in_use = 1 WHERE id = 'two'`),
    'modelNotAsRecorded',
  ],
  'a model deleted': [run(`DELETE FROM model WHERE id = 'two'`), 'modelNotAsRecorded'],
  'a frame renamed': [run(`UPDATE frame SET name = 'other.png' WHERE id = 3`), 'rowChanged'],
  'a frame said to be larger': [run('UPDATE frame SET width = width + 1 WHERE id = 3'), 'frameFileOther'],
  'a frame deleted': [
    (catalogue) => {
      catalogue.pragma('foreign_keys = OFF')
      run('DELETE FROM frame WHERE id = 3')(catalogue)
    },
    'rowPointsNowhere',
  ],
  'a frame said to be finished': [run('UPDATE frame SET label_layer = NULL WHERE id = 3'), 'labelOdd'],
  'a note changed': [run(`UPDATE note SET text = 'all is well'`), 'rowChanged'],
  'a tag put in': [run(`INSERT INTO tag (name) VALUES ('teaching')`), 'rowAdded'],
  'a seal made up': [run(`UPDATE seal SET digest = zeroblob(24) WHERE tbl = 'patient'`), 'rowChanged'],
  'a trigger taken away': [(catalogue) => catalogue.exec('DROP TRIGGER note_added'), 'partChanged'],
}

async function names(tally: Tally, finding: ReasonName): Promise<void> {
  const { problems } = await check()
  tally.tried++
  if (!problems.some(({ name }) => name === finding)) {
    tally.lost++
    expect.soft(problems, finding).toContainEqual({ name: finding })
  }
  if (!problems.every(saysWhat)) tally.unclear++
}

describe('a study that was tampered with', () => {
  it('was sound before', async () => {
    expect(await check()).toEqual({ problems: [], notes: [] })
  })

  it.each(Object.keys(edits))('names %s', async (edit) => {
    const [change, finding] = edits[edit] ?? []
    if (!change || !finding) throw new Error('no such edit')
    const tally = tallyOf('the catalogue changed by hand')
    tamper(at('study'), change)
    await names(tally, finding)
    expect(tally).toEqual({ tried: 1, ...NOTHING_WRONG })
  })

  it.each([
    ['models/one/weights.safetensors', 'roundWeightsChanged'],
    ['models/one/model.json', 'modelCardChanged'],
  ] as const)('names %s where it was changed', async (file, finding) => {
    const tally = tallyOf('a file of a study changed by hand')
    const text = readFileSync(at('study', file), 'utf8')
    writeFileSync(at('study', file), text.replace(/(one|"labelled": 0)/, 'two'))
    await names(tally, finding)
    expect(tally).toEqual({ tried: 1, ...NOTHING_WRONG })
  })
})

describe('a study that nobody tampered with', () => {
  it('is sound on another machine, which says what it cannot check', async () => {
    const there = await check('another-machine')
    expect(there).toEqual({ problems: [], notes: ['sealedAnew', 'rowsSignedElsewhere'] })
    // Back again, with what was written there.
    const back = await check()
    expect(back.problems).toEqual([])
  })

  it('is sound where it was moved, copied, restored or killed', async () => {
    cpSync(at('study'), at('copy'), { recursive: true })
    expect((await check('machine', 'copy')).problems).toEqual([])
    const engine = testEngine(at('machine'))
    const study = await engine.openStudy(at('study'))
    await KeepService.backUp(callIn(study), at('study.zip'))
    await CatalogueService.marks.writeNote(callIn(study), 2, 'further')
    await engine.close()
    await KeepService.restore(at('study.zip'), at('restored'))
    const restored = await check('machine', 'restored')
    expect(restored).toEqual({ problems: [], notes: ['earlierCopy'] })
    expect((await check()).problems).toEqual([])
  })

  it('is sound where the file with its keys is lost or damaged', async () => {
    appendFileSync(at('machine/trails.sqlite'), 'x')
    writeFileSync(at('machine/trails.sqlite'), 'no database at all, but some text '.repeat(200))
    expect(await check()).toMatchObject({ problems: [] })
  })
})
