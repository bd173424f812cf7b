import { LanguageMenu } from './LanguageMenu.tsx'
import { ThemeButton } from './ThemeButton.tsx'

/** Language and theme where there is no rail. */
export function LookButtons() {
  return (
    <>
      <ThemeButton />
      <LanguageMenu />
    </>
  )
}
