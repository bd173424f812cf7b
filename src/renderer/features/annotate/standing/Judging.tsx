import { Button, Group, Select } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameReview } from '../../../../shared/contract/frameReview.ts'
import type { ReviewReason } from '../../../../shared/domain/reviewReasons.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import type { FrameFacts } from '../place/useFramePlace.ts'
import { ReturnForm } from './ReturnForm.tsx'

interface Props {
  readonly frame: FrameFacts
  readonly review: FrameReview
  readonly onSaid: () => void
}

/** Takes a reader's mask as it is, sends it back, or opens it again; of several readers one is chosen first. */
export function Judging({ frame, review, onSaid }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const [chosen, setChosen] = useState<string | null>(null)
  const [isSaying, setSaying] = useState(false)
  const masks = review.readers.flatMap(({ name, stage, layer }) =>
    layer && stage === 'submitted' && (review.judgesOwn || name !== me.name) ? [{ name, ...layer }] : [],
  )
  const mask = masks.find(({ name }) => name === chosen) ?? masks.find(({ isLabel }) => isLabel) ?? masks[0]
  if (!mask) return null
  const say = (says: 'accepted' | 'returned' | 'reopened', reason?: ReviewReason, text?: string) => {
    setSaying(true)
    const { id: layer, revision } = mask
    client.work
      .say({ frame: frame.id, layer, revision, says, ...(reason && { reason }), ...(text && { text }) })
      .then(says === 'reopened' ? undefined : onSaid, showFailure)
      .finally(() => setSaying(false))
  }
  if (frame.stage === 'accepted')
    return (
      <Button
        size="xs"
        variant="default"
        style={{ flex: 'none' }}
        loading={isSaying}
        onClick={() => say('reopened')}
      >
        {t('work.unlock')}
      </Button>
    )
  return (
    <Group gap={8} wrap="nowrap" style={{ flex: 'none' }}>
      {masks.length > 1 && (
        <Select
          size="xs"
          w={200}
          allowDeselect={false}
          aria-label={t('work.whose')}
          data={masks.map(({ name }) => name)}
          value={mask.name}
          onChange={setChosen}
        />
      )}
      <Button
        size="xs"
        loading={isSaying}
        leftSection={<IconCheck size={16} />}
        onClick={() => say('accepted')}
      >
        {t('work.accept')}
      </Button>
      <ReturnForm
        reader={mask.name}
        disabled={isSaying}
        onReturn={(reason, text) => say('returned', reason, text)}
      />
    </Group>
  )
}
