import type { Right } from '../../shared/domain/roles.ts'
import type { Reason } from '../../shared/reasons/index.ts'
import { reasonOf } from '../../shared/reasons/Refused.ts'
import { useStudy } from './EngineContext.ts'
import { useMe } from './useMe.ts'

/** Why nothing that needs this right can be done in the open study now; null where it can. */
export function useHindrance(right: Right): Reason | null {
  const { readOnly } = useStudy()
  const { can } = useMe()
  return readOnly ?? (can(right) ? null : reasonOf('notAllowed'))
}
