const KEPT_AS = 'loco.session'

/** What resumes a session, of this tab alone: it is gone with the tab, and no other one has it. */
export const keptToken = (): string | null => sessionStorage.getItem(KEPT_AS)
export const keepToken = (token: string): void => sessionStorage.setItem(KEPT_AS, token)

/** Says that the window is covered: also one that is loaded again before the engine has heard of it. */
const COVERED = 'loco.covered'
export const isKeptCovered = (): boolean => sessionStorage.getItem(COVERED) !== null
export const keepCovered = (): void => sessionStorage.setItem(COVERED, '1')
export const forgetCovered = (): void => sessionStorage.removeItem(COVERED)

/** The session is over. */
export function forgetToken(): void {
  sessionStorage.removeItem(KEPT_AS)
  forgetCovered()
}
