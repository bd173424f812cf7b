import { contract } from '../../src/shared/contract/index.ts'
import { codeOf, type connected } from './connected.ts'

/** What anybody may ask: who they are, all that has to do with saying so, and what a server shows whoever comes. */
const OPEN = [
  'people.me',
  'people.signIn',
  'people.resume',
  'people.signOut',
  'people.lock',
  'people.unlock',
  'people.choosePassword',
  'people.changePassword',
  'server.about',
]

/** Every other operation of the contract. */
export const operations = Object.entries({ ...contract })
  .flatMap(([group, all]) => Object.keys(all).map((name) => ({ group, name })))
  .filter(({ group, name }) => !OPEN.includes(`${group}.${name}`))

type Call = (input: unknown) => Promise<unknown>
type Client = ReturnType<typeof connected>

/** What becomes of each operation where this client asks for it, without what it needs to be told. */
export async function codesOf(client: Client, of = operations): Promise<Map<string, string | null>> {
  // By their names, which the types of the client do not know.
  const groups = client as unknown as Record<string, Record<string, Call>>
  const code = async ({ group, name }: (typeof of)[number]) => {
    const answer = groups[group]?.[name]?.(undefined) ?? Promise.reject(new Error('no such operation'))
    return [`${group}.${name}`, await codeOf(answer.then(begun))] as const
  }
  return new Map(await Promise.all(of.map(code)))
}

/** A stream fails when it is asked for; it is not listened to any longer. */
async function begun(answer: unknown): Promise<void> {
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return
  await (answer as AsyncGenerator<unknown>).return(undefined)
}

export const refusedOf = (codes: ReadonlyMap<string, string | null>) =>
  [...codes].flatMap(([operation, code]) => (code === 'NOT_ALLOWED' ? [operation] : []))
