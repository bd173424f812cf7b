import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_NOTE } from '../../../shared/contract/models.ts'
import { useClient } from '../../api/EngineContext.ts'
import { useHindrance } from '../../api/useHindrance.ts'
import { showFailure } from '../../ui/showFailure.ts'

/** What somebody has to say about a model; kept when it is saved, by the button or by leaving the field. */
export function ModelNote({ id, note }: { id: string; note: string }) {
  const client = useClient()
  const readOnly = useHindrance('train')
  const { t } = useTranslation()
  const [text, setText] = useState(note)
  const isChanged = text !== note
  const save = () => {
    if (isChanged) void client.models.note({ id, text }).catch(showFailure)
  }
  return (
    <div>
      <Textarea
        label={t('card.note')}
        placeholder={t('card.noteHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={LONGEST_NOTE}
        value={text}
        disabled={readOnly !== null}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
      />
      <Group mt="xs">
        <Button size="compact-sm" variant="default" disabled={!isChanged} onClick={save}>
          {t(isChanged ? 'card.saveNote' : 'card.noteSaved')}
        </Button>
      </Group>
    </div>
  )
}
