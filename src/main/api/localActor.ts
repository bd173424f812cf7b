import { userInfo } from 'node:os'
import type { Actor } from '../../shared/domain/actor.ts'
import { rights } from '../../shared/domain/roles.ts'

/**
 * Who sits at this machine: its account, which may do everything. Until studies have accounts, whoever is connected is
 * this one.
 */
export function localActor(): Actor {
  return { name: accountName(), rights }
}

function accountName(): string {
  try {
    return userInfo().username || 'reader'
  } catch {
    return 'reader'
  }
}
