import { type Right, type Role, roles } from '../../../shared/domain/roles.ts'
import type { Caller } from './Connection.ts'

/** What whoever sits at the machine may do, signed in or not: whoever has the folders has the studies. */
const OF_MACHINE: readonly Right[] = ['machine']

/** What somebody may do in a study with accounts; undefined stands for nobody. */
export const rightsOf = (role: Role | undefined, from: Caller['from']): readonly Right[] => [
  ...new Set<Right>([...(role ? roles[role] : []), ...(from === 'local' ? OF_MACHINE : [])]),
]
