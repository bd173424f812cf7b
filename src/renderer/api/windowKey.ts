import { keyIn } from '../../shared/contract/windowKey.ts'

const KEPT = 'loco-window-key'

/** The key that the server gave this browser; empty where it gave none. One that lies in the address is taken out of it. */
export function windowKey(): string {
  const given = keyIn(window.location.hash)
  if (given !== null) {
    localStorage.setItem(KEPT, given)
    window.history.replaceState(null, '', window.location.pathname)
  }
  return localStorage.getItem(KEPT) ?? ''
}
