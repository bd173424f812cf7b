import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Failure } from '../../../shared/contract/failure.ts'

const SHORTEST = 10
const LONGEST = 200
/** Argon2id, which the library takes by itself, with 19 MiB and two passes, as OWASP advises. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** One keyboard writes é as one sign, another as two: it is the same password. */
const asTyped = (password: string) => password.normalize('NFKC')

/** Fails WRONG_USAGE for a password that is too short or too long; there is no other rule. */
export function mustFit(password: string): void {
  const characters = [...asTyped(password)].length
  if (characters < SHORTEST || characters > LONGEST)
    throw new Failure('passwordUnfit', { least: SHORTEST, most: LONGEST })
}

/** A password in the form that is kept. */
export const keptForm = (password: string): Promise<string> => hash(asTyped(password), COST)

let decoy: Promise<string> | undefined

/** Whether it is the password that was kept. Where none was, that takes as long and is no: nobody learns which names exist. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  decoy ??= hash(randomBytes(24), COST)
  const isSame = await verify(kept ?? (await decoy), asTyped(password))
  return isSame && kept !== null
}
