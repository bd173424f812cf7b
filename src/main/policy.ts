import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

/** What an administrator has set for an installation; whatever a user has set themselves comes first. */
export interface Policy {
  /** An absolute path; undefined where none is set. */
  readonly dataFolder: string | undefined
}

const NONE: Policy = { dataFolder: undefined }

/**
 * Reads `policy.json` at the root of an installation, whose bundle lies in `versions/<version>/resources/app/out/main`. One
 * that is not there, or cannot be understood, sets nothing: nobody is kept from working by it.
 */
export function policyFor(bundle: string): Policy {
  try {
    const file = resolve(bundle, '../../../../../../policy.json')
    const { dataFolder } = JSON.parse(readFileSync(file, 'utf8')) as { dataFolder?: unknown }
    return { dataFolder: typeof dataFolder === 'string' ? placeOf(dataFolder) : undefined }
  } catch {
    return NONE
  }
}

/** `~` is the user's folder and `%NAME%` what the environment has: one file is for everybody on the machine. */
function placeOf(written: string): string | undefined {
  const place = written
    .replace(/^~(?=$|[\\/])/, () => homedir())
    .replace(/%(\w+)%/g, (whole, name: string) => process.env[name] ?? whole)
  return isAbsolute(place) && !/%\w+%/.test(place) ? join(place) : undefined
}
