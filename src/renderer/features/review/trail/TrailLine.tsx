import { Anchor, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrailRow } from '../../../../shared/contract/trail.ts'
import { moment } from '../../../ui/shown.ts'
import { MaskThen } from './MaskThen.tsx'
import { sentenceOf } from './sentence.ts'

interface Props {
  readonly row: TrailRow
  readonly onOpen: (frame: number) => void
}

/** One row of the trail as a sentence; opened, all that it says, and the mask as it was then. */
export function TrailLine({ row, onOpen }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { seq, at, actor, frame, mask, action } = row
  return (
    <li data-seq={seq} data-action={action}>
      <UnstyledButton className="trail-line" aria-expanded={open} onClick={() => setOpen(!open)}>
        <time dateTime={at} className="quiet">
          {moment(at)}
        </time>
        <strong className="cut" title={actor}>
          {actor}
        </strong>
        <span className="trail-said">{sentenceOf(t, row)}</span>
        <IconChevronDown size={14} style={{ rotate: open ? '0deg' : '-90deg' }} />
      </UnstyledButton>
      {open && (
        <div className="trail-inside">
          {mask && frame && <MaskThen frame={frame.id} layer={mask.layer} revision={mask.revision} />}
          <div>
            {frame && (
              <Anchor component="button" type="button" fz="sm" onClick={() => onOpen(frame.id)}>
                {t('trail.openFrame', { name: frame.name })}
              </Anchor>
            )}
            <Text className="quiet" fz="xs">
              {t('trail.row', { seq, action, subject: row.subject })}
            </Text>
            <pre>{row.detail}</pre>
          </div>
        </div>
      )}
    </li>
  )
}
