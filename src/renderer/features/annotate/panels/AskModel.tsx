import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shownChord } from '../../../keyboard/chord.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import type { Desk } from '../desk/setup/Desk.ts'

/** Has the model in use look at this frame now. */
export function AskModel({ desk: { view, settings } }: { desk: Desk }) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const key = keys('layers.ask')[0]
  return (
    <Button
      fullWidth
      className="ask-model"
      size="xs"
      variant="default"
      disabled={settings.readOnly}
      loading={view.isAsked}
      title={key ? t('annotate.askHintBy', { key: shownChord(key) }) : t('annotate.askHint')}
      // The keyboard's focus stays with the canvas.
      onMouseDown={(event) => event.preventDefault()}
      onClick={view.ask}
    >
      {t('annotate.ask')}
    </Button>
  )
}
