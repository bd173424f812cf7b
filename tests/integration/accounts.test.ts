import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/main/api/answering/Connection.ts'
import { callerFor } from '../../src/main/api/callerFor.ts'
import { localActor } from '../../src/main/api/localActor.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { KeepService } from '../../src/main/engine/keep/KeepService.ts'
import { codeOf, connected } from '../support/connected.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { inTables } from '../support/tables.ts'

const PASSWORD = 'quiet larynx 7'
const OTHER = 'another phrase'

let place: ReturnType<typeof temporaryFolder>
let engine: Engine

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  await studyOfPairs(engine, place.path, { count: 2, side: 32 })
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

const arriving = (from: Caller['from'] = 'network', address = '10.0.0.7') => {
  const caller = callerFor({ engine, from, address })
  return { caller, client: connected({ engine, caller }) }
}
type Client = ReturnType<typeof arriving>['client']

/** Accounts turned on by Eva, who is signed in over this connection. */
async function evaBegins(): Promise<Client> {
  const { client } = arriving('local')
  await client.people.begin({ name: 'Eva', password: PASSWORD })
  return client
}
/** Somebody with an account who has chosen a password. */
async function joined(eva: Client, name: string, role: 'viewer' | 'annotator' | 'engineer') {
  const { code } = await eva.people.create({ name, role })
  const arrived = arriving()
  const { token } = await arrived.client.people.choosePassword({ name, code, password: PASSWORD })
  return { ...arrived, token, code }
}
const trail = (action: string) =>
  inTables<{ actor: string; detail: string }>(
    engine.study.store.folder,
    `SELECT actor, detail FROM audit WHERE action = '${action}' ORDER BY seq`,
  )

describe('a study without accounts', () => {
  it('is open to whoever sits at the machine, and to nobody over the network', async () => {
    expect(await arriving('local').client.people.me()).toMatchObject({
      name: localActor().name,
      accounts: false,
      signedIn: false,
      rights: [...localActor().rights],
    })
    const { client } = arriving()
    expect(await client.people.me()).toMatchObject({ name: '', rights: [], study: null })
    expect(await codeOf(client.study.current())).toBe('NOT_SIGNED_IN')
    expect(await codeOf(client.people.begin({ name: 'Mallory', password: PASSWORD }))).toBe('NOT_SIGNED_IN')
  })
})

describe('turning accounts on', () => {
  it('makes the first engineer, signs them in, and lets nobody else do anything', async () => {
    const beside = arriving('local').client
    const eva = await evaBegins()
    expect(await eva.people.me()).toMatchObject({
      name: 'Eva',
      role: 'engineer',
      signedIn: true,
      accounts: true,
    })
    expect(await beside.people.me()).toMatchObject({ name: '', rights: ['machine'] })
    expect(await codeOf(beside.study.current())).toBe('NOT_SIGNED_IN')
    expect(await codeOf(beside.people.begin({ name: 'Mallory', password: PASSWORD }))).toBe('NOT_SIGNED_IN')
    expect(await codeOf(eva.people.begin({ name: 'Eva 2', password: PASSWORD }))).toBe('WRONG_USAGE')
    expect(trail('account-created')).toEqual([
      { actor: localActor().name, detail: expect.stringContaining('"name":"Eva","role":"engineer"') },
    ])
  })

  it('takes ten characters for a password and one line for a name', async () => {
    const { client } = arriving('local')
    const refused = (name: string, password: string) => codeOf(client.people.begin({ name, password }))
    expect(await refused('Eva', 'nine char')).toBe('WRONG_USAGE')
    expect(await refused('Eva', 'x'.repeat(201))).toBe('WRONG_USAGE')
    for (const name of ['  ', 'two\nlines', 'e'.repeat(61), 'hid\u200bden'])
      expect(await refused(name, PASSWORD), JSON.stringify(name)).toBe('WRONG_USAGE')
    await client.people.begin({ name: ' Eva ', password: '密码密码密码密码密码' })
    expect((await client.people.me()).name).toBe('Eva')
  })
})

describe('an account', () => {
  it('is signed in to with a one-time code, once, and afterwards with its password', async () => {
    const eva = await evaBegins()
    const { code, client } = await joined(eva, 'Berta', 'annotator')
    expect(await client.people.me()).toMatchObject({ name: 'Berta', role: 'annotator' })
    expect(code.replaceAll('-', '')).toHaveLength(28)
    const again = arriving().client.people
    expect(await codeOf(again.choosePassword({ name: 'Berta', code, password: OTHER }))).toBe(
      'SIGN_IN_REFUSED',
    )
    expect(await codeOf(again.signIn({ name: 'Berta', password: OTHER }))).toBe('SIGN_IN_REFUSED')
    await again.signIn({ name: ' ＢＥＲＴＡ', password: PASSWORD })
    expect((await again.me()).name).toBe('Berta')
    expect(trail('signed-in').map(({ actor }) => actor)).toEqual(['Eva', 'Berta', 'Berta'])
    expect(trail('sign-in-refused')).toHaveLength(2)
  })

  it('takes its code as people type it, and none that is too old', async () => {
    const eva = await evaBegins()
    const { code } = await eva.people.create({ name: 'Berta', role: 'viewer' })
    const { people } = arriving().client
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
    await people.choosePassword({ name: 'berta', code: typed, password: PASSWORD })
    const { code: later } = await eva.people.newCode({ name: 'Berta' })
    const { db } = engine.study.store
    await db
      .updateTable('account')
      .set({ code_until: new Date(Date.now() - 1).toISOString() })
      .where('name', '=', 'Berta')
      .execute()
    const late = arriving().client.people.choosePassword({ name: 'Berta', code: later, password: OTHER })
    expect(await codeOf(late)).toBe('SIGN_IN_REFUSED')
  })

  it('has a name of its own, and is listed without anything secret', async () => {
    const eva = await evaBegins()
    await eva.people.create({ name: 'Berta', role: 'viewer' })
    expect(await codeOf(eva.people.create({ name: 'BERTA', role: 'viewer' }))).toBe('WRONG_USAGE')
    const { people } = await eva.people.list()
    expect(people.map(({ name, hasPassword }) => [name, hasPassword])).toEqual([
      ['Berta', false],
      ['Eva', true],
    ])
    expect(JSON.stringify(people)).not.toMatch(/argon2|[0-9a-f]{64}/)
  })

  it('that is the last engineer keeps its role', async () => {
    const eva = await evaBegins()
    expect(await codeOf(eva.people.setRole({ name: 'Eva', role: 'viewer' }))).toBe('WRONG_USAGE')
    await eva.people.create({ name: 'Emil', role: 'engineer' })
    // Emil has not chosen a password: he could look after nobody.
    expect(await codeOf(eva.people.setActive({ name: 'Eva', active: false }))).toBe('WRONG_USAGE')
    const { code } = await eva.people.newCode({ name: 'Emil' })
    await arriving().client.people.choosePassword({ name: 'Emil', code, password: PASSWORD })
    await eva.people.setRole({ name: 'Eva', role: 'annotator' })
    expect(await eva.people.me()).toMatchObject({ role: 'annotator' })
    expect(await codeOf(eva.people.list())).toBe('NOT_ALLOWED')
  })

  it('is refused as one that nobody has, when it is not active', async () => {
    const eva = await evaBegins()
    const { client, token } = await joined(eva, 'Berta', 'annotator')
    await eva.people.setActive({ name: 'Berta', active: false })
    expect(await codeOf(client.study.current())).toBe('NOT_SIGNED_IN')
    expect(await codeOf(client.people.resume({ token }))).toBe('NOT_SIGNED_IN')
    const told = (name: string) =>
      arriving()
        .client.people.signIn({ name, password: PASSWORD })
        .catch((error: unknown) => JSON.stringify(error))
    expect(await told('Berta')).toBe(await told('Nobody'))
    await eva.people.setActive({ name: 'Berta', active: true })
    await arriving().client.people.signIn({ name: 'Berta', password: PASSWORD })
  })
})

describe('a session', () => {
  it('is resumed over another connection, until it is signed out', async () => {
    const eva = await evaBegins()
    const { client, token } = await joined(eva, 'Berta', 'annotator')
    const again = arriving().client
    await again.people.resume({ token })
    expect((await again.people.me()).name).toBe('Berta')
    await client.people.signOut()
    expect(await codeOf(again.study.current())).toBe('NOT_SIGNED_IN')
    expect(await codeOf(again.people.resume({ token }))).toBe('NOT_SIGNED_IN')
    expect(await codeOf(again.people.resume({ token: 'x'.repeat(43) }))).toBe('NOT_SIGNED_IN')
  })

  it('is good for no other study', async () => {
    const eva = await evaBegins()
    const { token } = await joined(eva, 'Berta', 'annotator')
    await engine.createStudy(`${place.path}/other`, ['normal', 'lesion'])
    const { client } = arriving('local')
    await client.people.begin({ name: 'Berta', password: PASSWORD })
    expect(await codeOf(arriving().client.people.resume({ token }))).toBe('NOT_SIGNED_IN')
    expect(await codeOf(eva.study.current())).toBe('NOT_SIGNED_IN')
  })

  it('does nothing while it is locked, and goes on with the password', async () => {
    const eva = await evaBegins()
    const { client } = await joined(eva, 'Berta', 'annotator')
    await client.people.lock()
    expect(await client.people.me()).toMatchObject({ name: 'Berta', locked: true, role: 'annotator' })
    expect(await codeOf(client.study.current())).toBe('NOT_SIGNED_IN')
    const change = client.people.changePassword({ before: PASSWORD, after: OTHER })
    expect(await codeOf(change)).toBe('NOT_SIGNED_IN')
    expect(await codeOf(client.people.unlock({ password: OTHER }))).toBe('SIGN_IN_REFUSED')
    await client.people.unlock({ password: PASSWORD })
    expect(await client.study.current()).not.toBeNull()
  })

  it('ends with a change of the password, everywhere but where it was changed', async () => {
    const eva = await evaBegins()
    const { client } = await joined(eva, 'Berta', 'annotator')
    const elsewhere = arriving().client
    await elsewhere.people.signIn({ name: 'Berta', password: PASSWORD })
    await client.people.changePassword({ before: PASSWORD, after: OTHER })
    expect((await client.people.me()).name).toBe('Berta')
    expect(await codeOf(elsewhere.study.current())).toBe('NOT_SIGNED_IN')
    await eva.people.signOutEverywhere({ name: 'Berta' })
    expect(await codeOf(client.study.current())).toBe('NOT_SIGNED_IN')
  })

  it.each([
    ['signed out', (_: Client, berta: Client) => berta.people.signOut()],
    ['locked', (_: Client, berta: Client) => berta.people.lock()],
    ['revoked', (eva: Client) => eva.people.signOutEverywhere({ name: 'Berta' })],
    ['taken away', (eva: Client) => eva.people.setActive({ name: 'Berta', active: false })],
  ])('that is %s is told nothing more of what it listened to', async (_, end) => {
    const eva = await evaBegins()
    const { client } = await joined(eva, 'Berta', 'annotator')
    const news = await client.study.changes()
    expect((await news.next()).value).toEqual({ what: 'opened' })
    const ended = codeOf(
      (async () => {
        for await (const change of news) expect(change.what).toBe('people')
      })(),
    )
    await end(eva, client)
    expect(await ended).toBe('NOT_SIGNED_IN')
    await eva.study.rename({ name: 'Still at work' })
  })

  it('that was never signed in to loses what it listened to when accounts are turned on', async () => {
    const news = await arriving('local').client.study.changes()
    await news.next()
    const ended = codeOf(news.next())
    await evaBegins()
    expect(await ended).toBe('NOT_SIGNED_IN')
  })

  it('has its rights as they are now', async () => {
    const eva = await evaBegins()
    const { client } = await joined(eva, 'Berta', 'viewer')
    expect(await codeOf(client.catalogue.tag({ frames: { ids: [1] }, name: 'x' }))).toBe('NOT_ALLOWED')
    await eva.people.setRole({ name: 'Berta', role: 'annotator' })
    expect(await codeOf(client.catalogue.tag({ frames: { ids: [1] }, name: 'x' }))).toBeNull()
  })
})

describe('guessing', () => {
  it('waits after five wrong passwords, for names that nobody has as well, and for the address', async () => {
    const eva = await evaBegins()
    await joined(eva, 'Berta', 'annotator')
    for (const name of ['Berta', 'Nobody']) {
      const { client } = arriving('network', name)
      const guess = () => client.people.signIn({ name, password: OTHER }).catch((error) => error.data)
      const told: string[] = []
      while (told.at(-1) !== 'waitToSignIn' && told.length < 15) told.push((await guess()).name)
      expect(told.slice(0, 5), name).toEqual(Array(5).fill('signInRefused'))
      expect(told.at(-1), name).toBe('waitToSignIn')
      expect(await codeOf(client.people.signIn({ name: 'Eva', password: PASSWORD }))).toBe('SIGN_IN_REFUSED')
    }
    await arriving('network', 'elsewhere').client.people.signIn({ name: 'Eva', password: PASSWORD })
  })

  it('leaves no password and no code in log, trail or failures', async () => {
    const eva = await evaBegins()
    const { code } = await joined(eva, 'Berta', 'annotator')
    const { client } = arriving()
    const failed = await client.people
      .signIn({ name: 'Berta', password: 'a wrong secret' })
      .catch((error: unknown) => JSON.stringify(error))
    const odd = await client.people
      .signIn({ name: 7 as never, password: 'a wrong secret' })
      .catch((e) => JSON.stringify(e))
    const kept = JSON.stringify(inTables(engine.study.store.folder, 'SELECT * FROM audit'))
    const log = readFileSync(engine.runtime.logFile, 'utf8')
    for (const text of [failed, odd, kept, log])
      for (const secret of [PASSWORD, 'a wrong secret', code]) expect(text).not.toContain(secret)
    expect(JSON.stringify(inTables(engine.study.store.folder, 'SELECT * FROM account'))).not.toContain(
      PASSWORD,
    )
  })
})

describe('a study with accounts', () => {
  it('is as it was saved, opened again, and signed in to again', async () => {
    const eva = await evaBegins()
    const { token } = await joined(eva, 'Berta', 'annotator')
    const { folder } = engine.study.store
    await engine.close()
    engine = testEngine(place.path)
    await engine.openStudy(folder)
    expect((await KeepService.verify(engine.study)).problems).toEqual([])
    const { client } = arriving()
    expect(await codeOf(client.people.resume({ token }))).toBe('NOT_SIGNED_IN')
    await client.people.signIn({ name: 'Berta', password: PASSWORD })
  })

  it('is signed in to where it can only be read', async () => {
    const eva = await evaBegins()
    await joined(eva, 'Berta', 'annotator')
    const { folder } = engine.study.store
    const reader = testEngine(`${place.path}/second`)
    try {
      await reader.openStudy(folder)
      expect(reader.study.store.readOnly?.name).toBe('openElsewhere')
      const client = connected({ engine: reader, caller: callerFor({ engine: reader, from: 'network' }) })
      const before = trail('signed-in').length
      await client.people.signIn({ name: 'Berta', password: PASSWORD })
      expect(await client.study.current()).not.toBeNull()
      expect(trail('signed-in')).toHaveLength(before)
    } finally {
      await reader.close()
    }
  })
})
