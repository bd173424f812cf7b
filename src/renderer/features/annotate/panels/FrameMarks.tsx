import { Pill, PillsInput, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'

/** A frame's tags and its note; the note is kept when one leaves it. */
export function FrameMarks({ frame, readOnly }: { frame: number; readOnly: boolean }) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const key = ['marks', frame] as const
  const marks = useQuery({ queryKey: key, queryFn: () => client.catalogue.marks({ frame }) })
  const [note, setNote] = useState('')
  const [tag, setTag] = useState('')
  useEffect(() => setNote(marks.data?.note ?? ''), [marks.data?.note])
  const again = () => queries.invalidateQueries({ queryKey: key })
  const frames = { ids: [frame] }
  const add = () => {
    const name = tag.trim()
    setTag('')
    if (name !== '') client.catalogue.tag({ frames, name }).then(again, showFailure)
  }
  const keep = () => {
    if (note !== marks.data?.note) client.catalogue.writeNote({ frame, text: note }).then(again, showFailure)
  }
  return (
    <div>
      <div className="section-name">{t('annotate.marks')}</div>
      <PillsInput size="xs" disabled={readOnly} mb={8}>
        <Pill.Group>
          {marks.data?.tags.map((name) => (
            <Pill
              key={name}
              withRemoveButton={!readOnly}
              onRemove={() => client.catalogue.untag({ frames, name }).then(again, showFailure)}
            >
              {name}
            </Pill>
          ))}
          <PillsInput.Field
            placeholder={t('library.tagPlaceholder')}
            aria-label={t('library.tagPlaceholder')}
            value={tag}
            onChange={(event) => setTag(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && add()}
            onBlur={add}
          />
        </Pill.Group>
      </PillsInput>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxRows={8}
        disabled={readOnly}
        placeholder={t('annotate.notePlaceholder')}
        aria-label={t('annotate.notePlaceholder')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onBlur={keep}
      />
    </div>
  )
}
