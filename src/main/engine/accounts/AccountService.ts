import { Failure } from '../../../shared/contract/failure.ts'
import type { Account } from '../../../shared/contract/people.ts'
import type { Actor } from '../../../shared/domain/actor.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import { settingOf } from '../store/settings.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { accountNamed, accountRows, told } from './accountRows.ts'
import { addAccount, changePeople, giveCode, IDLE, note, setActive, setIdle, setRole } from './changes.ts'
import { oneTimeCode } from './codes.ts'
import { folded } from './names.ts'
import { keptForm, mustFit } from './passwords.ts'
import type { Session } from './Session.ts'
import { Sessions } from './Sessions.ts'
import { checkPassword, noteSignIn, noteSignOut, setPassword, useCode } from './signingIn.ts'
import { Waits } from './Waits.ts'

export type { Session } from './Session.ts'

/** Minutes without a hand on it after which a window is locked, where the study says nothing. */
const IDLE_MINUTES = 15

/** Where somebody signs in from; an address where they are elsewhere. */
export interface Place {
  readonly from: 'local' | 'network'
  readonly address?: string
}

/** A session that has begun, with what resumes it. */
export interface SignedIn {
  readonly token: string
  readonly session: Session
}

/** Who may sign in to the open study, as what, and who has. A study without accounts is open to whoever sits at the machine. */
export class AccountService {
  private readonly study: OpenStudy
  private readonly sessions = new Sessions()
  private readonly waits = new Waits()
  /** The roles of those who may sign in, as they are now: every call asks. */
  private roles: ReadonlyMap<string, Role> = new Map()
  private count = 0
  private minutes = IDLE_MINUTES
  private turn: Promise<unknown> = Promise.resolve()

  private constructor(study: OpenStudy) {
    this.study = study
  }

  static async of(study: OpenStudy): Promise<AccountService> {
    const accounts = new AccountService(study)
    await accounts.read()
    return accounts
  }

  /** Whether the study has accounts: then nobody does anything in it without signing in. */
  get isOn(): boolean {
    return this.count > 0
  }

  get idleMinutes(): number {
    return this.minutes
  }

  /** The role of somebody who may sign in. */
  roleOf(name: string): Role | undefined {
    return this.roles.get(name)
  }

  /** Whether a session is one of this study, and neither over nor locked. */
  isLive(session: Session): boolean {
    return !session.isLocked && this.sessions.has(session)
  }

  /** The same, locked or not. */
  has(session: Session): boolean {
    return this.sessions.has(session)
  }

  async list(): Promise<Account[]> {
    return (await accountRows(this.study.store.db)).map(told)
  }

  /** Turns accounts on: makes the first engineer, and signs them in. Fails WRONG_USAGE where there are accounts. */
  async begin(actor: Actor, name: string, password: string, place: Place): Promise<SignedIn> {
    mustFit(password)
    const kept = await keptForm(password)
    const added = await this.change(actor, async (db) => {
      if ((await accountRows(db)).length > 0) throw new Failure('accountsOnAlready')
      return addAccount(db, actor.name, name, 'engineer', { password: kept })
    })
    return this.enter(added.name, place)
  }

  /** Adds somebody; the one-time code is told now and never again. Fails WRONG_USAGE. */
  async create(actor: Actor, name: string, role: Role): Promise<string> {
    const { code, hash, until } = oneTimeCode()
    const secret = { code: hash, code_until: until }
    await this.change(actor, (db) => addAccount(db, actor.name, name, role, secret))
    return code
  }

  /** A one-time code for somebody who has forgotten their password, or never chose one. Fails ACCOUNT_NOT_FOUND. */
  newCode(actor: Actor, name: string): Promise<string> {
    return this.change(actor, (db) => giveCode(db, actor.name, name))
  }

  /** Counts from their next call on; what they listen to begins anew. Fails ACCOUNT_NOT_FOUND, WRONG_USAGE. */
  async setRole(actor: Actor, name: string, role: Role): Promise<void> {
    const changed = await this.change(actor, (db) => setRole(db, actor.name, name, role))
    for (const session of this.sessions.of(changed)) session.interrupt()
  }

  /** Whoever is not active is signed out; nothing of theirs is deleted. Fails ACCOUNT_NOT_FOUND, WRONG_USAGE. */
  async setActive(actor: Actor, name: string, active: boolean): Promise<void> {
    const changed = await this.change(actor, (db) => setActive(db, actor.name, name, active))
    if (!active) this.sessions.endAll(this.sessions.of(changed))
  }

  async setIdle(actor: Actor, minutes: number): Promise<void> {
    await this.change(actor, (db) => setIdle(db, actor.name, minutes))
  }

  async signOutEverywhere(actor: Actor, name: string): Promise<void> {
    const account = await accountNamed(this.study.store.db, name)
    this.sessions.endAll(this.sessions.of(account.name))
    if (this.study.store.readOnly === null)
      await this.change(actor, (db) => note(db, actor.name, 'signed-out-everywhere', account))
  }

  /** Fails SIGN_IN_REFUSED, also with how long is to be waited. */
  async signIn(name: string, password: string, place: Place): Promise<SignedIn> {
    const account = await this.trying(name, place, () => checkPassword(this.study, name, password))
    return this.enter(account.name, place)
  }

  /** Chooses a password with a one-time code and signs in; whoever was signed in with the one before is not any more. */
  async choosePassword(name: string, code: string, password: string, place: Place): Promise<SignedIn> {
    mustFit(password)
    const account = await this.trying(name, place, () => useCode(this.study, name, code, password))
    this.sessions.endAll(this.sessions.of(account.name))
    return this.enter(account.name, place)
  }

  /** The same for somebody who is signed in and knows their password. */
  async changePassword(session: Session, before: string, after: string, place: Place): Promise<SignedIn> {
    const { name } = session
    mustFit(after)
    const account = await this.trying(name, place, () => checkPassword(this.study, name, before))
    await setPassword(this.study, account, await keptForm(after))
    this.sessions.endAll(this.sessions.of(name))
    return this.enter(name, place)
  }

  /** The session of a token, live or locked. Fails NOT_SIGNED_IN. */
  resume(token: string): Session {
    const session = this.sessions.find(token)
    if (!session) throw new Failure('notSignedIn')
    return session
  }

  async signOut(session: Session): Promise<void> {
    this.sessions.end(session)
    await noteSignOut(this.study, session.name)
  }

  /** Fails SIGN_IN_REFUSED, NOT_SIGNED_IN. */
  async unlock(session: Session, password: string, place: Place): Promise<void> {
    await this.trying(session.name, place, () => checkPassword(this.study, session.name, password))
    if (!this.sessions.has(session)) throw new Failure('notSignedIn')
    session.unlock()
  }

  /** Ends whoever is signed in, as the study is closed. */
  close(): void {
    this.sessions.endAll()
  }

  private async enter(name: string, { from }: Place): Promise<SignedIn> {
    const account = await accountNamed(this.study.store.db, name)
    await noteSignIn(this.study, account, from)
    this.study.changes.send({ what: 'people' })
    return this.sessions.begin(account.name)
  }

  /** One try after the other: each takes a core and 19 MiB, and people paint beside it. */
  private async trying<T>(name: string, { address }: Place, work: () => Promise<T>): Promise<T> {
    const key = `name ${folded(name)}`
    const from = address === undefined ? undefined : `from ${address}`
    this.waits.begin([key, ...(from === undefined ? [] : [from])])
    const result = this.turn.then(work)
    this.turn = result.catch(() => {})
    const found = await result
    this.waits.succeeded(key)
    if (from !== undefined) this.waits.takeBack(from)
    return found
  }

  private async change<T>(actor: Actor, work: Parameters<typeof changePeople<T>>[1]): Promise<T> {
    const result = await changePeople({ study: this.study, actor }, work)
    await this.read()
    this.study.changes.send({ what: 'people' })
    return result
  }

  private async read(): Promise<void> {
    const { db } = this.study.store
    const rows = await accountRows(db)
    this.count = rows.length
    this.roles = new Map(rows.flatMap(({ name, role, active }) => (active === 1 ? [[name, role]] : [])))
    this.minutes = Number((await settingOf(db, IDLE)) ?? IDLE_MINUTES)
  }
}
