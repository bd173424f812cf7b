import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** What an administrator has set for an installation; whatever a user has set themselves comes first. */
export interface Policy {
  /** An absolute path; undefined where none is set. */
  readonly dataFolder: string | undefined
}

const NONE: Policy = { dataFolder: undefined }

/**
 * Reads `policy.json` at the root of an installation; a checkout has none. One that is not there, or cannot be understood,
 * sets nothing: nobody is kept from working by it.
 */
export function policyFor(root: string | undefined): Policy {
  if (root === undefined) return NONE
  try {
    const { dataFolder } = JSON.parse(readFileSync(join(root, 'policy.json'), 'utf8')) as {
      dataFolder?: unknown
    }
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
