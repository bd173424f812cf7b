import * as z from 'zod'
import { type Role, rights, roles } from '../domain/roles.ts'
import { operation } from './operation.ts'
import { name } from './texts.ts'

export const role = z.enum(Object.keys(roles) as [Role, ...Role[]])

/** Whoever asks. */
export const me = z.object({
  /** As layers and the trail carry it; that of a locked session too, and empty where nobody is signed in. */
  name: z.string(),
  /** While the session is locked, what they may do afterwards. */
  rights: z.array(z.enum(rights)),
  /** Null for whoever needs no account. */
  role: role.nullable(),
  /** Whether the open study has accounts: then nothing is done in it by anybody who is not signed in. */
  accounts: z.boolean(),
  signedIn: z.boolean(),
  /** Signed in, and covered until the password is given again. */
  locked: z.boolean(),
  /** Minutes without a hand on it after which a window locks itself; 0 for never. */
  idleMinutes: z.number(),
  /** What the open study is called; null for whoever comes from elsewhere and is not signed in. */
  study: z.string().nullable(),
})
export type Me = z.infer<typeof me>

/** Somebody with an account. */
export const account = z.object({
  name: z.string(),
  role,
  active: z.boolean(),
  /** Whether they have chosen one yet. */
  hasPassword: z.boolean(),
  /** Until when a one-time code of theirs is good; null where none is. */
  codeUntil: z.string().nullable(),
  signedInAt: z.string().nullable(),
})
export type Account = z.infer<typeof account>

const password = z.string().max(1000)
const signedIn = z.object({
  /** Resumes the session over another connection; for this tab alone. */
  token: z.string(),
})
const oneTime = z.object({
  /** What its owner chooses a password with, within three days; told this once. */
  code: z.string(),
})
const nothing = z.object({})
const ofPerson = z.object({ name })

/** A day: nobody leaves a window alone for longer. */
const MOST_MINUTES = 1440

/** Who is here, and who may be. Of the open study. */
export const people = {
  /** Who is at this end of the connection, and what they may do. Open to anybody; changes nothing. */
  me: operation().output(me),
  /** Open to anybody; fails alike for a wrong name and a wrong password, and for somebody who tries too often. */
  signIn: operation('SIGN_IN_REFUSED', 'ACCOUNT_NOT_FOUND')
    .input(z.object({ name, password }))
    .output(signedIn),
  /** Goes on with a session over this connection; fails NOT_SIGNED_IN for one that is over. Open to anybody. */
  resume: operation().input(signedIn).output(nothing),
  /** Open to anybody. */
  signOut: operation().output(nothing),
  /** Lets the session do nothing until its password is given again. Open to anybody. */
  lock: operation().output(nothing),
  /** Open to whoever has a session, locked or not. */
  unlock: operation('SIGN_IN_REFUSED').input(z.object({ password })).output(nothing),
  /** Chooses a password with a one-time code, and signs in. Open to anybody. */
  choosePassword: operation('SIGN_IN_REFUSED', 'ACCOUNT_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ name, code: name, password }))
    .output(signedIn),
  /** Another password for oneself; every other session of one's own is over then. Open to whoever is signed in. */
  changePassword: operation('SIGN_IN_REFUSED', 'ACCOUNT_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ before: password, after: password }))
    .output(signedIn),
  /** Everybody with an account. */
  list: operation().output(z.object({ people: z.array(account) })),
  /** Turns accounts on: makes the first engineer, and signs them in. */
  begin: operation('WRONG_USAGE', 'ACCOUNT_NOT_FOUND').input(z.object({ name, password })).output(signedIn),
  create: operation('WRONG_USAGE').input(z.object({ name, role })).output(oneTime),
  newCode: operation('ACCOUNT_NOT_FOUND').input(ofPerson).output(oneTime),
  /** Counts from their next call on. */
  setRole: operation('ACCOUNT_NOT_FOUND', 'WRONG_USAGE').input(z.object({ name, role })).output(nothing),
  /** Whoever is not active cannot sign in; nothing of theirs is deleted. */
  setActive: operation('ACCOUNT_NOT_FOUND', 'WRONG_USAGE')
    .input(z.object({ name, active: z.boolean() }))
    .output(nothing),
  signOutEverywhere: operation('ACCOUNT_NOT_FOUND').input(ofPerson).output(nothing),
  /** Sets `idleMinutes`; parts of a minute are minutes too. */
  setIdle: operation()
    .input(z.object({ minutes: z.number().min(0).max(MOST_MINUTES) }))
    .output(nothing),
}
