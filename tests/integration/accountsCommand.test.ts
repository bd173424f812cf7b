import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBuild } from '../support/places.ts'
import { loco, studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const PASSWORD = 'quiet larynx 7'
const place = temporaryFolder()
const study = join(place.path, 'study')

describe.skipIf(!hasBuild)('loco accounts', () => {
  beforeAll(async () => {
    const engine = testEngine(place.path)
    await studyOfPairs(engine, place.path, { count: 2, side: 32 })
    await engine.close()
  })
  afterAll(() => place.remove())

  const accounts = (act: string, ...rest: string[]) => loco('accounts', act, study, ...rest)

  it('makes accounts, the first an engineer, whose codes are good in the window', async () => {
    expect(() => accounts('create', 'Berta', '--role', 'annotator')).toThrow(/must be an engineer/)
    const { code } = accounts('create', 'Eva', '--role', 'engineer')
    const engine = testEngine(place.path)
    await engine.openStudy(study)
    await engine.accounts.choosePassword('Eva', String(code), PASSWORD, { from: 'local' })
    await engine.close()
    accounts('create', 'Berta', '--role', 'annotator')
    expect(accounts('list')).toMatchObject([
      { name: 'Berta', role: 'annotator', active: true, hasPassword: false },
      { name: 'Eva', role: 'engineer', active: true, hasPassword: true },
    ])
  })

  it('changes roles, gives codes, and lets somebody sign in no more', () => {
    accounts('role', 'berta', 'reviewer')
    expect(accounts('code', 'Berta')).toMatchObject({ code: expect.stringMatching(/^[0-9A-Z-]{34}$/) })
    accounts('deactivate', 'Berta')
    expect(accounts('list')).toMatchObject([{ name: 'Berta', role: 'reviewer', active: false }, {}])
    accounts('activate', 'Berta')
    expect(() => accounts('deactivate', 'Eva')).toThrow(/Nobody else could look after accounts/)
    expect(() => accounts('role', 'Berta', 'boss')).toThrow(/Choose one of viewer/)
  })
})
