import { openOperation } from '../answering/operations.ts'

const anyone = openOperation()

/** People: who is here. */
export const peopleRoutes = {
  me: anyone.people.me.handler(({ context: { actor } }) => ({
    name: actor.name,
    rights: [...actor.rights],
  })),
}
