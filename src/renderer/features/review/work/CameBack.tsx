import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FrameVerdict } from '../../../../shared/contract/frameReview.ts'
import { moment } from '../../../ui/shown.ts'

interface Props {
  readonly frames: readonly (FrameVerdict & {
    readonly frame: number
    readonly name: string
    readonly patient: string
  })[]
  readonly onOpen: (frame: number) => void
}

/** Frames that a reviewer sent back, with what they said. */
export function CameBack({ frames, onOpen }: Props) {
  const { t } = useTranslation()
  return (
    <div className="came-back">
      <div className="section-name">{t('work.cameBackTitle')}</div>
      {frames.map(({ frame, name, patient, reviewer, reason, text, at }) => (
        <UnstyledButton key={frame} className="came-back-row" onClick={() => onOpen(frame)}>
          <Text fz="sm" fw={600} className="cut" title={`${patient} · ${name}`}>
            {patient} · {name}
          </Text>
          <Text fz="sm" className="cut" title={text ?? undefined}>
            {reason === null ? '' : t(`reviewReasons.${reason}`)}
            {text ? `: ${text}` : ''}
          </Text>
          <Text fz="xs" className="quiet cut" ta="right" title={reviewer}>
            {reviewer} · {moment(at)}
          </Text>
        </UnstyledButton>
      ))}
    </div>
  )
}
