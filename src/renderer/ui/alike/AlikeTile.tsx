import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FrameAlike } from '../../../shared/contract/assist.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { HeldOutMark } from '../HeldOut.tsx'

/** A frame that looks like another: its picture, whose it is, and by a bar how alike it is. */
export function AlikeTile({ frame, onOpen }: { frame: FrameAlike; onOpen: () => void }) {
  const { t } = useTranslation()
  const url = useFrameImage(frame.id, 'thumbnail')
  const percent = Math.round(100 * frame.similarity)
  const whose = `${frame.patient} · ${frame.modality}`
  return (
    <UnstyledButton
      className="alike-tile"
      data-frame={frame.id}
      title={[frame.name, `${frame.patient} · ${frame.examination}`, t('alike.similarity', { percent })].join(
        '\n',
      )}
      onClick={onOpen}
    >
      <span className="alike-picture">
        {url && <img src={url} alt="" draggable={false} />}
        <HeldOutMark split={frame.split} />
      </span>
      <span className="alike-text">
        <span className="cut">{frame.name}</span>
        <span className="cut quiet">{whose}</span>
        <span className="alike-bar" role="img" aria-label={t('alike.similarity', { percent })}>
          <span style={{ width: `${percent}%` }} />
        </span>
      </span>
    </UnstyledButton>
  )
}
