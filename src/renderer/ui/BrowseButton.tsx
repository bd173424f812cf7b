import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Choice } from '../../shared/shell/desk.ts'
import { askDesk, isDesktop } from '../api/desk.ts'

/** Room that it takes at the right of a field, px. */
export const BROWSE_WIDTH = 84

interface Props {
  readonly choice: Choice
  readonly title: string
  /** Where the system's window begins. */
  readonly start: string
  readonly onChoose: (path: string) => void
}

/** Has a path chosen in the system's own window instead of typed; only the desktop app has that. */
export function BrowseButton({ choice, title, start, onChoose }: Props) {
  const { t } = useTranslation()
  if (!isDesktop()) return null
  const browse = async () => {
    const [path] =
      (await askDesk({ kind: 'choose', choice, title, ...(start === '' ? {} : { start }) }))?.paths ?? []
    if (path !== undefined) onChoose(path)
  }
  return (
    <Button size="compact-sm" variant="subtle" onClick={() => void browse()}>
      {t('study.browse')}
    </Button>
  )
}
