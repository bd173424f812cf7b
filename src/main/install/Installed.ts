import type { Reason } from '../../shared/reasons/index.ts'
import type { Installation } from './Installation.ts'
import type { Part } from './parts.ts'
import { hindrance, type Verified, verifyTree } from './verify.ts'

type Wishes = Omit<Parameters<typeof verifyTree>[1] & object, 'part'>

/** The installed tree that a process runs from, and what is known of its files. */
export class Installed {
  readonly at: Installation
  /** What of all its files is not as it was signed; null until they were looked at. */
  problems: readonly Reason[] | null = null
  private readonly parts = new Map<Part, Promise<Reason | null>>()

  constructor(at: Installation) {
    this.at = at
  }

  /** Why a part must not be started; its files are read once in a process, when it is wanted first. */
  hindrance(part: Part): Promise<Reason | null> {
    const known = this.parts.get(part) ?? hindrance(this.at.folder, part)
    this.parts.set(part, known)
    return known
  }

  /** Looks at all files, now. */
  async verify(wishes: Wishes = {}): Promise<Verified> {
    const verified = await verifyTree(this.at.folder, wishes)
    this.problems = verified.problems
    return verified
  }
}
