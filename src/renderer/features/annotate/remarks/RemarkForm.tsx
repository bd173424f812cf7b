import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_COMMENT } from '../../../../shared/contract/comments.ts'

interface Props {
  readonly label: string
  readonly hint?: string
  /** Whether it was saved. */
  readonly onAdd: (text: string) => Promise<boolean>
  readonly onDrop: () => void
}

/** Where a remark or an answer is written; Ctrl+Enter adds it, Esc drops it. */
export function RemarkForm({ label, hint, onAdd, onDrop }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const add = () => {
    if (text.trim() !== '') void onAdd(text)
  }
  return (
    <div className="remark-form">
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        ref={focused}
        maxLength={LONGEST_COMMENT}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDrop()
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add()
          else return
          event.preventDefault()
        }}
      />
      <Group gap={6} mt={6} wrap="nowrap">
        <Button size="compact-xs" disabled={text.trim() === ''} onClick={add}>
          {t('reviewing.remarks.add')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onDrop}>
          {t('reviewing.remarks.drop')}
        </Button>
        {hint !== undefined && (
          <Text fz="xs" className="quiet cut" title={hint}>
            {hint}
          </Text>
        )}
      </Group>
    </div>
  )
}

/** Whoever begins a remark is going to write it. */
const focused = (field: HTMLTextAreaElement | null) => field?.focus()
