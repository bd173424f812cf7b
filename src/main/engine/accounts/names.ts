import { Failure } from '../../../shared/contract/failure.ts'

const LONGEST = 60
/** What would break a line, or cannot be seen: two names that look alike would be two people. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** A person's name as layers and the trail will carry it. Fails WRONG_USAGE for one that cannot stand in a line. */
export function personName(text: string): string {
  const name = text.normalize('NFC').trim()
  if (name === '' || [...name].length > LONGEST || UNSEEN.test(name))
    throw new Failure('personNameUnfit', { most: LONGEST })
  return name
}

/** The form that tells names apart: Berta is berta, and full-width letters are letters. */
export const folded = (name: string): string => name.trim().normalize('NFKC').toLowerCase()
