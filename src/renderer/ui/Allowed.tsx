import type { ReactNode } from 'react'
import type { Right } from '../../shared/domain/roles.ts'
import { useMe } from '../api/useMe.ts'

/** What only some may do is shown to them alone. */
export function Allowed({ to, children }: { readonly to: Right; readonly children: ReactNode }) {
  const { can } = useMe()
  return can(to) ? children : null
}
