import { userInfo } from 'node:os'
import type { Actor } from '../../shared/domain/actor.ts'

/** Who sits at this machine: its account. Until studies have accounts, whoever is connected is this one. */
export function localActor(): Actor {
  return { name: accountName() }
}

function accountName(): string {
  try {
    return userInfo().username || 'reader'
  } catch {
    return 'reader'
  }
}
