import { useSystemMenu } from './useSystemMenu.ts'

/** The desktop app's menu, which the system shows; there is nothing of it in the page. */
export function SystemMenu() {
  useSystemMenu()
  return null
}
