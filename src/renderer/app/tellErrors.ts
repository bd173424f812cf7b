import { loggedError } from '../../shared/reasons/logged.ts'
import { askDesk, isDesktop } from '../api/desk.ts'

/** One error begets others: so many are told of each time the page is loaded. */
const MOST = 3

/** Leaves a report of errors that nobody caught, where there is a desktop app to keep it: kind and place, no message. */
export function tellErrors(): void {
  if (!isDesktop()) return
  let told = 0
  window.addEventListener('error', ({ error }: ErrorEvent) => {
    if (!(error instanceof Error) || told++ >= MOST) return
    const { kind, code, at } = loggedError(error)
    void askDesk({ kind: 'broke', error: { kind, at: [...at], ...(code === undefined ? {} : { code }) } })
  })
}
