import { openOperation, studyOperation } from '../answering/operations.ts'
import { enter, mustBeLive, mustHaveSession, placeOf, sessionOf, whoIs } from '../answering/sessionOf.ts'

const anyone = openOperation()
const people = studyOperation('people')

/** People: who is here, who may be, and as what. */
export const peopleRoutes = {
  me: anyone.people.me.handler(({ context }) => whoIs(context)),
  signIn: anyone.people.signIn.handler(async ({ context, input }) => {
    const { engine, caller } = context
    const { name, password } = input
    return enter(context, await engine.accounts.signIn(name, password, placeOf(caller)))
  }),
  resume: anyone.people.resume.handler(({ context: { engine, caller }, input }) => {
    caller.session = engine.accounts.resume(input.token)
    return {}
  }),
  signOut: anyone.people.signOut.handler(async ({ context }) => {
    const session = sessionOf(context)
    context.caller.session = undefined
    if (session) await context.engine.accounts.signOut(session)
    return {}
  }),
  lock: anyone.people.lock.handler(({ context }) => {
    sessionOf(context)?.lock()
    return {}
  }),
  unlock: anyone.people.unlock.handler(async ({ context, input }) => {
    const { engine, caller } = context
    await engine.accounts.unlock(mustHaveSession(context), input.password, placeOf(caller))
    return {}
  }),
  choosePassword: anyone.people.choosePassword.handler(async ({ context, input }) => {
    const { engine, caller } = context
    const { name, code, password } = input
    return enter(context, await engine.accounts.choosePassword(name, code, password, placeOf(caller)))
  }),
  changePassword: anyone.people.changePassword.handler(async ({ context, input }) => {
    const { engine, caller } = context
    const session = mustBeLive(context)
    const { before, after } = input
    return enter(context, await engine.accounts.changePassword(session, before, after, placeOf(caller)))
  }),
  list: people.people.list.handler(async ({ context: { engine } }) => ({
    people: await engine.accounts.list(),
  })),
  begin: people.people.begin.handler(async ({ context, input }) => {
    const { engine, caller, actor } = context
    const { name, password } = input
    return enter(context, await engine.accounts.begin(actor, name, password, placeOf(caller)))
  }),
  create: people.people.create.handler(async ({ context: { engine, actor }, input }) => ({
    code: await engine.accounts.create(actor, input.name, input.role),
  })),
  newCode: people.people.newCode.handler(async ({ context: { engine, actor }, input }) => ({
    code: await engine.accounts.newCode(actor, input.name),
  })),
  setRole: people.people.setRole.handler(async ({ context: { engine, actor }, input }) => {
    await engine.accounts.setRole(actor, input.name, input.role)
    return {}
  }),
  setActive: people.people.setActive.handler(async ({ context: { engine, actor }, input }) => {
    await engine.accounts.setActive(actor, input.name, input.active)
    return {}
  }),
  signOutEverywhere: people.people.signOutEverywhere.handler(async ({ context, input }) => {
    await context.engine.accounts.signOutEverywhere(context.actor, input.name)
    return {}
  }),
  setIdle: people.people.setIdle.handler(async ({ context: { engine, actor }, input }) => {
    await engine.accounts.setIdle(actor, input.minutes)
    return {}
  }),
}
